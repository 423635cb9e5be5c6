package refbridge

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// filterDefects are about what a filter finds, and about which are refused.
//
//nolint:gochecknoglobals // a constant table
var filterDefects = []Defect{
	{
		Name: "filter-eq-only", Source: "docs/vault.md, Bitwarden", Summary: "Filters are refused unless they are one comparison by eq.",
		handler: unfiltered(`(?i) (ne|co|sw|ew|pr|gt|ge|lt|le)\b| (and|or) |not|\[|\(`),
	},
	{
		Name: "filter-one-comparison", Source: "elimity-com/scim (seen)", Summary: "Filters of more than one comparison are refused.",
		handler: unfiltered(`(?i) (and|or) |not *\(|\(`),
	},
	{
		Name: "filter-one-comparison-200", Source: "eneo-ai/eneo#443", Summary: "Of a filter the first comparison counts.",
		handler: queried("filter", replaced(`(?i)^([a-z.]+ [a-z]{2} "[^"]*") .*`, `$1`)),
	},
	{
		Name: "filter-and-as-or", Source: "invented", Summary: "and is content with one side.",
		handler: queried("filter", replaced(`(?i)" and `, `" or `)),
	},
	{
		Name: "filter-or-as-and", Source: "invented", Summary: "or wants both sides.",
		handler: queried("filter", replaced(`(?i)" or `, `" and `)),
	},
	{
		Name: "filter-not-ignored", Source: "invented", Summary: "not is passed over.",
		handler: queried("filter", replaced(`(?i)\bnot *\(`, `(`)),
	},
	{
		Name: "filter-not-reaches-one", Source: "scimmyjs/scimmy (seen)", Summary: "not negates the first expression of its parenthesis.",
		handler: queried("filter", replaced(`(?i)\bnot *\(([^()"]+"[^"]*") (and|or) `, `(not ($1) $2 `)),
	},
	{
		Name: "filter-not-needs-blank", Source: "erratum 7319", Summary: "not( without a blank is refused.",
		handler: unfiltered(`(?i)\bnot\(`),
	},
	{
		Name: "filter-left-to-right", Source: "invented", Summary: "or binds as strongly as and.",
		handler: queried("filter", replaced(`^([^()]+"[^"]*") or ([^()]+"[^"]*") and `, `($1 or $2) and `)),
	},
	{
		Name: "filter-right-to-left", Source: "invented", Summary: "and binds less strongly than or.",
		handler: queried("filter", replaced(`^([^()]+"[^"]*") and ([^()]+"[^"]*") or (.*)$`, `$1 and ($2 or $3)`)),
	},
	{
		Name: "filter-parentheses-dropped", Source: "invented", Summary: "Parentheses are passed over.",
		handler: queried("filter", replaced(`[()]`, ``)),
	},
	{
		Name: "filter-brackets-across", Source: "invented", Summary: "Conditions in brackets are met by different elements.",
		handler: queried("filter", replaced(`(\w+)\[(\w+ [a-z]{2} [^ \]]+) and (\w+ [a-z]{2} [^ \]]+)\]`, `$1.$2 and $1.$3`)),
	},
	{
		Name: "filter-brackets-refused", Source: "docs/third-party.md", Summary: "Filters with brackets are refused.",
		handler: unfiltered(`\[`),
	},
	{
		Name: "filter-primary-only", Source: "invented", Summary: "Of several values the primary one is looked at.",
		handler: queried("filter", replaced(`\bemails(\.value)? (eq|co|sw|ew)`, `emails.primary eq true and emails.value $2`)),
	},
	{
		Name: "filter-co-as-sw", Source: "invented", Summary: "co looks at the beginning alone.",
		handler: queried("filter", replaced(`(?i) co "`, ` sw "`)),
	},
	{
		Name: "filter-ew-as-co", Source: "invented", Summary: "ew looks anywhere.",
		handler: queried("filter", replaced(`(?i) ew "`, ` co "`)),
	},
	{
		Name: "filter-sw-as-co", Source: "invented", Summary: "sw looks anywhere.",
		handler: queried("filter", replaced(`(?i) sw "`, ` co "`)),
	},
	{
		Name: "filter-sw-as-eq", Source: "invented", Summary: "sw finds those who are equal alone.",
		handler: queried("filter", replaced(`(?i) sw "`, ` eq "`)),
	},
	{
		Name: "filter-co-as-eq", Source: "invented", Summary: "co and ew find those who are equal alone.",
		handler: queried("filter", replaced(`(?i) (co|ew) "`, ` eq "`)),
	},
	{
		Name: "filter-ne-as-eq", Source: "invented", Summary: "ne finds those who are equal.",
		handler: queried("filter", replaced(`(?i) ne `, ` eq `)),
	},
	{
		Name: "filter-ge-as-gt", Source: "invented", Summary: "ge and le leave out the equal one.",
		handler: queried("filter", func(filter string) string {
			return strings.NewReplacer(` ge "`, ` gt "`, ` le "`, ` lt "`).Replace(filter)
		}),
	},
	{
		Name: "filter-order-swapped", Source: "invented", Summary: "gt and ge find the smaller ones, lt and le the greater ones.",
		handler: queried("filter", func(filter string) string {
			return strings.NewReplacer(` gt "`, ` lt "`, ` lt "`, ` gt "`, ` ge "`, ` le "`, ` le "`, ` ge "`).Replace(filter)
		}),
	},
	{
		Name: "filter-pr-always", Source: "invented", Summary: "pr finds everybody.",
		handler: queried("filter", replaced(`(?i)[\w.:]+ pr\b`, `id pr`)),
	},
	{
		Name: "filter-pr-false", Source: "invented", Summary: "pr takes false for no value.",
		handler: queried("filter", replaced(`(?i)\bactive pr\b`, `active eq true`)),
	},
	{
		Name: "filter-null-is-present", Source: "elimity-com/scim (seen)", Summary: "Who has an empty list is found by having one.",
		handler: queried("filter", replaced(`^(emails|phoneNumbers|nickName|title|roles|ims) pr and `, ``)),
	},
	{
		Name: "filter-case-exact", Source: "zulip/zulip#21758", Summary: "Strings are compared letter by letter, whatever the schema says.",
		handler: dropping(func(query url.Values, resource map[string]any) bool {
			for _, quoted := range regexp.MustCompile(`(?i)(?:userName|title|nickName|displayName|emails\S*) (?:eq|co|sw|ew) "([^"\\]+)"`).FindAllStringSubmatch(query.Get("filter"), -1) {
				if !strings.Contains(jsonOf(resource), quoted[1]) {
					return true
				}
			}
			return false
		}),
	},
	{
		Name: "filter-external-id-folded", Source: "GluuFederation/community-edition-setup#396", Summary: "externalId is compared without regard to case.",
		handler: foldedExternalID,
	},
	{
		Name: "filter-names-case-sensitive", Source: "scimmyjs/scimmy#97", Summary: "Attribute names of a filter count in the schema's letter case alone.",
		handler: unfiltered(`^[A-Z]|\bUSERNAME|\busername|\bUserName|\bNICKNAME|\bnickname|\bTITLE|\bTitle|EMAILS|\.[A-Z]`),
	},
	{
		Name: "filter-operators-case-sensitive", Source: "langwatch/langwatch#6973", Summary: "Operators count in small letters alone.",
		handler: unfiltered(` (E[qQ]|eQ|N[eE]|C[oO]|S[wW]|E[wW]|P[rR]|G[tTeE]|L[tTeE]|A[nN][dD]|O[rR])\b|N[oO][tT]`),
	},
	{
		Name: "filter-urn-refused", Source: "wso2/product-is#6015", Summary: "Qualified names in a filter are refused.",
		handler: unfiltered(`(?i)urn:ietf`),
	},
	{
		Name: "filter-escapes-raw", Source: "elimity-com/scim (seen)", Summary: "The escapes of JSON strings stay as they are.",
		handler: queried("filter", func(filter string) string { return strings.ReplaceAll(filter, `\`, `\\`) }),
	},
	{
		Name: "filter-words-in-strings", Source: "wso2/product-is#12759", Summary: "Words of the language inside a string are taken for operators, and the filter is refused.",
		handler: unfiltered(`(?i)"[^"]*( and | or | not |\(|\)|\[| eq )[^"]*"`),
	},
	{
		Name: "filter-like-wildcards", Source: "invented", Summary: "% and _ are the wildcards of SQL.",
		handler: queried("filter", replaced(`(\w+) (co|sw|ew) "[%_]+"`, `$1 pr`)),
	},
	{
		Name: "filter-plus-is-blank", Source: "wso2/product-is#6914", Summary: "An encoded plus becomes a blank.",
		handler: asked(on("GET", anywhere), func(r *http.Request) { r.URL.RawQuery = strings.ReplaceAll(r.URL.RawQuery, "%2B", "%20") }),
	},
	{
		Name: "filter-plus-stays", Source: "wso2/product-is#6914", Summary: "A plus in a query stays one.",
		handler: asked(on("GET", anywhere), func(r *http.Request) { r.URL.RawQuery = strings.ReplaceAll(r.URL.RawQuery, "+", "%2B") }),
	},
	{
		Name: "filter-decoded-twice", Source: "invented", Summary: "Queries are decoded twice.",
		handler: queried("filter", func(filter string) string {
			if decoded, err := url.QueryUnescape(filter); err == nil {
				return decoded
			}
			return filter
		}),
	},
	{
		Name: "filter-ascii-only", Source: "wso2/product-is#6914", Summary: "Filters with letters beyond ASCII are refused.",
		handler: unfiltered(`[^\x00-\x7f]`),
	},
	{
		Name: "filter-offsets-dropped", Source: "docs/rfc-ambiguities.md, 2.12", Summary: "The zone of a time is passed over.",
		handler: queried("filter", replaced(`(T[\d:.]+)[+-]\d\d:\d\d"`, `${1}Z"`)),
	},
	{
		Name: "filter-times-refused", Source: "invented", Summary: "Filters by meta are refused.",
		handler: unfiltered(`(?i)\bmeta\.`),
	},
	{
		Name: "filter-boolean-order-200", Source: "15five/scim2-filter-parser#23", Summary: "Booleans and binary values have an order.",
		handler: onceMore(on("", anywhere), with(400, "invalidFilter"), editQuery("filter", replaced(`\b(active|x509Certificates(\.value)?) (gt|ge|lt|le)`, `$1 eq`))),
	},
	{
		Name: "filter-invalid-lists-all", Source: "eneo-ai/eneo#443", Summary: "A filter that nobody can read lists everybody.",
		handler: onceMore(on("", anywhere), with(400, "invalidFilter"), editQuery("filter", func(string) string { return "" })),
	},
	{
		Name: "filter-invalid-finds-nobody", Source: "scimmyjs/scimmy (seen)", Summary: "A filter that nobody can read finds nobody.",
		handler: onceMore(on("", anywhere), with(400, "invalidFilter"), editQuery("filter", func(string) string { return `id eq "nobody"` })),
	},
	{
		Name: "filter-invalid-500", Source: "scimmyjs/scimmy (seen)", Summary: "A filter that nobody can read answers 500.",
		handler: answered(on("GET POST", anywhere), then(with(400, "invalidFilter"), restatus(http.StatusInternalServerError))),
	},
	{
		Name: "filter-invalid-without-word", Source: "RFC 7644, table 9", Summary: "A filter that nobody can read is refused without a scimType.",
		handler: answered(on("GET POST", anywhere), then(with(400, "invalidFilter"), restatus(http.StatusBadRequest))),
	},
	{
		Name: "filter-unknown-lists-all", Source: "eneo-ai/eneo#443", Summary: "A filter by what nobody has lists everybody.",
		handler: queried("filter", replaced(`(?i)^(nickName|profileUrl|title|favou?rite\w*|unknown\w*|shoeSize|x\w*) .*`, ``)),
	},
	{
		Name: "filter-ids-find-nobody", Source: "invented", Summary: "A filter by id finds nobody.",
		handler: dropping(func(query url.Values, _ map[string]any) bool { return strings.HasPrefix(query.Get("filter"), "id eq") }),
	},
	{
		Name: "filter-members-refused", Source: "invented", Summary: "Groups are not found by whom they hold.",
		handler: unfiltered(`(?i)\b(members|groups)\b`),
	},
	{
		Name: "filter-types-mixed", Source: "invented", Summary: "A filter at the root that only users can meet finds groups, too.",
		handler: queried("filter", replaced(`meta\.resourceType eq "\w+"`, `id pr`)),
	},
}

// unfiltered refuses filters that look so.
func unfiltered(expression string) distortion {
	return queried("filter", func(filter string) string {
		if regexp.MustCompile(expression).MatchString(filter) {
			return "(" // nobody can read that
		}
		return filter
	})
}

// foldedExternalID finds whatever is the same in small letters.
func foldedExternalID(next http.Handler) http.Handler {
	asked := regexp.MustCompile(`^externalId eq "([^"]*)"$`)
	return dropping(func(query url.Values, resource map[string]any) bool {
		wanted := asked.FindStringSubmatch(query.Get("filter"))
		return wanted != nil && !strings.EqualFold(wanted[1], textOf(resource, "externalId"))
	})(queried("filter", func(filter string) string { return asked.ReplaceAllString(filter, "externalId pr") })(next))
}
