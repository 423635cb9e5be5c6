package graph

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/mockidp/directory"
)

// userEntity is a person. What Graph calls by another name than the directory
// has that name in stored.
var userEntity = newUserEntity() //nolint:gochecknoglobals // constant table

func newUserEntity() *entity {
	e := &entity{name: "user", set: "users", advanced: true, properties: []property{
		{name: "id", kind: aString, readOnly: true},
		{name: "userPrincipalName", kind: aString},
		{name: "displayName", kind: aString},
		{name: "givenName", kind: aString},
		{name: "surname", kind: aString},
		{name: "mail", kind: aString},
		{name: "jobTitle", kind: aString},
		{name: "mobilePhone", kind: aString, stored: "mobile"},
		{name: "businessPhones", kind: aList, stored: "telephoneNumber"},
		{name: "officeLocation", kind: aString, stored: "physicalDeliveryOfficeName"},
		{name: "preferredLanguage", kind: aString},
		{name: "accountEnabled", kind: aBoolean, hidden: true},
		{name: "mailNickname", kind: aString, hidden: true},
		{name: "department", kind: aString, hidden: true},
		{name: "companyName", kind: aString, hidden: true},
		{name: "employeeId", kind: aString, hidden: true},
		{name: "employeeType", kind: aString, hidden: true},
		{name: "faxNumber", kind: aString, hidden: true, stored: "facsimileTelephoneNumber"},
		{name: "streetAddress", kind: aString, hidden: true},
		{name: "city", kind: aString, hidden: true},
		{name: "state", kind: aString, hidden: true},
		{name: "postalCode", kind: aString, hidden: true},
		{name: "country", kind: aString, hidden: true},
		{name: "usageLocation", kind: aString, hidden: true},
		{name: "userType", kind: aString, hidden: true},
		{name: "onPremisesExtensionAttributes", kind: aComplex, hidden: true},
		{name: "deletedDateTime", kind: aTime, hidden: true, readOnly: true},
	}}
	e.order = e.byID()
	return e
}

// byID is the order of lists that nobody wants in another one.
func (e *entity) byID() []order {
	id, _ := e.path("id")
	return []order{{path: id}}
}

// attribute is where the directory keeps a property.
func (p property) attribute() string {
	if p.stored != "" {
		return p.stored
	}
	return p.name
}

// userObject is a person as the API tells it.
func userObject(p directory.Person) object {
	e := userEntity
	return func(name string) any {
		switch name {
		case "id":
			return p.ID
		case "accountEnabled":
			return p.Enabled
		case "deletedDateTime":
			return momentOrNull(p.DeletedAt)
		case "businessPhones":
			if phone := p.Attributes["telephoneNumber"]; phone != "" {
				return []any{phone}
			}
			return []any{}
		case "onPremisesExtensionAttributes":
			return extensions(p.Attributes)
		case "userPrincipalName":
			if p.DeletedAt != nil { // a deletion puts the id before the name, so that the name is free again
				return strings.ReplaceAll(p.ID, "-", "") + p.UPN()
			}
		}
		known, _ := e.find(name)
		return orNull(p.Attributes[known.attribute()])
	}
}

// extensionNames are extensionAttribute1 to extensionAttribute15.
func extensionNames() []string {
	names := make([]string, 15)
	for i := range names {
		names[i] = "extensionAttribute" + text(i+1)
	}
	return names
}

func extensions(attributes map[string]string) map[string]any {
	out := map[string]any{}
	for _, name := range extensionNames() {
		out[name] = orNull(attributes[name])
	}
	return out
}

// personChange is what a request's members change about a person.
func personChange(members map[string]json.RawMessage) (directory.PersonChange, error) {
	change := directory.PersonChange{Attributes: map[string]string{}}
	e := userEntity
	for _, name := range slices.Sorted(maps.Keys(members)) {
		raw := members[name]
		p, known := e.find(name)
		var err error
		switch {
		case name == "passwordProfile": // taken, and never kept
			err = decode(name, raw, &map[string]json.RawMessage{})
		case name == "passwordPolicies":
			err = decode(name, raw, new(string))
		case !known:
			err = noProperty(name, "user")
		case p.readOnly:
			err = badRequest("Property '" + name + "' is read-only and cannot be set.")
		case p.kind == aBoolean:
			change.Enabled = new(bool)
			err = decode(name, raw, change.Enabled)
		case p.kind == aComplex:
			err = extend(change.Attributes, raw)
		case p.kind == aList:
			err = firstPhone(change.Attributes, raw)
		default:
			var value *string
			if err = decode(name, raw, &value); err == nil {
				change.Attributes[p.attribute()] = orEmpty(value)
			}
		}
		if err != nil {
			return change, err
		}
	}
	return change, nil
}

// decode reads a property's value.
func decode(name string, raw json.RawMessage, out any) error {
	if _, isFlag := out.(*bool); isFlag && string(raw) == "null" || json.Unmarshal(raw, out) != nil {
		return badRequest("Invalid value specified for property '" + name + "'.")
	}
	return nil
}

func orEmpty(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}

func extend(attributes map[string]string, raw json.RawMessage) error {
	var given map[string]*string
	if err := decode("onPremisesExtensionAttributes", raw, &given); err != nil {
		return err
	}
	for name, value := range given {
		if !slices.Contains(extensionNames(), name) {
			return noProperty(name, "onPremisesExtensionAttributes")
		}
		attributes[name] = orEmpty(value)
	}
	return nil
}

// firstPhone takes the one business phone that a person can have.
func firstPhone(attributes map[string]string, raw json.RawMessage) error {
	var phones []string
	if err := decode("businessPhones", raw, &phones); err != nil {
		return err
	}
	if len(phones) > 1 {
		return badRequest("Property 'businessPhones' takes one value at most.")
	}
	attributes["telephoneNumber"] = ""
	if len(phones) == 1 {
		attributes["telephoneNumber"] = phones[0]
	}
	return nil
}
