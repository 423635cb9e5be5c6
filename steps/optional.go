package steps

import (
	"regexp"
	"slices"
	"strings"

	messages "github.com/cucumber/messages/go/v21"
)

// optional are the attributes of users that servers leave out of their schemas,
// as RFC 7643, section 8.7.1 lets them: the names that are no words of English
// wherever they stand, the others where a path or JSON has them.
//
//nolint:gochecknoglobals // compiled
var optional = []*regexp.Regexp{
	regexp.MustCompile(`(?i)\b(nickName|profileUrl|phoneNumbers|x509Certificates|userType|preferredLanguage)\b`),
	regexp.MustCompile(`(?i)(?:^|[\s"=,:(])(addresses|ims|photos|entitlements|roles)(?:$|["\[.])`),
}

// attributesOf lists the optional attributes that the steps of a scenario speak
// of, in small letters. Where a bridge's schemas lack one, the scenario cannot
// be judged; nobody has to say so by a tag.
func attributesOf(pickle *messages.Pickle) []string {
	var names []string
	for _, step := range pickle.Steps {
		for _, text := range textsOf(step) {
			for _, attribute := range optional {
				for _, found := range attribute.FindAllStringSubmatch(text, -1) {
					names = append(names, strings.ToLower(found[1]))
				}
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func textsOf(step *messages.PickleStep) []string {
	texts := []string{step.Text}
	if step.Argument == nil {
		return texts
	}
	if text := step.Argument.DocString; text != nil {
		texts = append(texts, text.Content)
	}
	if table := step.Argument.DataTable; table != nil {
		for _, row := range table.Rows {
			for _, cell := range row.Cells {
				texts = append(texts, cell.Value)
			}
		}
	}
	return texts
}
