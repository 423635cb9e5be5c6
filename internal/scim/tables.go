package scim

import (
	_ "embed"
	"strings"
	"sync"
)

// characteristics.tsv has one row per attribute of RFC 7643, parents before
// children. Where a row differs from the schema that the RFC prints, its note
// says "corrected" and names the erratum.
//
//go:embed characteristics.tsv
var characteristics string

//nolint:gochecknoglobals // a constant table, read from the embedded file once
var rows = sync.OnceValue(func() map[string][]Attribute {
	return readCharacteristics(characteristics)
})

// readCharacteristics turns the table into attribute trees, by schema.
func readCharacteristics(table string) map[string][]Attribute {
	schemas := map[string][]Attribute{}
	_, body, _ := strings.Cut(table, "\n")
	for line := range strings.Lines(body) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		schemas[cells[0]] = plant(schemas[cells[0]], cells[1], attributeOf(cells))
	}
	return schemas
}

// plant puts an attribute below the parents that its dotted name tells.
func plant(siblings []Attribute, dotted string, attr Attribute) []Attribute {
	parent, rest, nested := strings.Cut(dotted, ".")
	if !nested {
		attr.Name = dotted
		return append(siblings, attr)
	}
	above := findAttribute(siblings, parent)
	above.SubAttributes = plant(above.SubAttributes, rest, attr)
	return siblings
}

// attributeOf reads the columns behind the names; "-" stands for the default of
// RFC 7643 2.2, or for nothing where a characteristic does not apply.
func attributeOf(cells []string) Attribute {
	return Attribute{
		Type:            cells[2],
		MultiValued:     cells[3] == "true",
		Required:        cells[4] == "true",
		CaseExact:       cells[5] == "true",
		Mutability:      orDefault(cells[6], "readWrite"),
		Returned:        orDefault(cells[7], "default"),
		Uniqueness:      orDefault(cells[8], ""),
		CanonicalValues: listOf(cells[9]),
		ReferenceTypes:  listOf(cells[10]),
		Description:     cells[11],
	}
}

func orDefault(cell, otherwise string) string {
	if cell == "-" {
		return otherwise
	}
	return cell
}

func listOf(cell string) []string {
	if cell == "-" {
		return nil
	}
	return strings.Split(cell, ",")
}

// commonAttributes belong to every resource (RFC 7643 3.1).
func commonAttributes() []Attribute { return rows()["common"] }

func schemaOf(id, name, description string) *Schema {
	return &Schema{ID: id, Name: name, Description: description, Attributes: rows()[id]}
}

// UserSchema is the core User (RFC 7643 4.1), with the verified errata applied.
func UserSchema() *Schema { return schemaOf(UserURN, "User", "A person's account") }

// GroupSchema is the core Group (RFC 7643 4.2), with the verified errata applied.
func GroupSchema() *Schema { return schemaOf(GroupURN, "Group", "A group of people") }

// EnterpriseUserSchema is the enterprise extension (RFC 7643 4.3).
func EnterpriseUserSchema() *Schema {
	return schemaOf(EnterpriseUserURN, "EnterpriseUser", "A person's place in an organization")
}

// ServiceProviderConfigSchema describes /ServiceProviderConfig (RFC 7643 5).
func ServiceProviderConfigSchema() *Schema {
	return schemaOf(ServiceProviderConfigURN, "ServiceProviderConfig", "What this server offers")
}

// ResourceTypeSchema describes /ResourceTypes (RFC 7643 6).
func ResourceTypeSchema() *Schema {
	return schemaOf(ResourceTypeURN, "ResourceType", "A kind of resource and its endpoint")
}

// SchemaSchema describes /Schemas (RFC 7643 7).
func SchemaSchema() *Schema { return schemaOf(SchemaURN, "Schema", "A set of attributes") }

// UserType is User at /Users with the enterprise extension. It is a new value
// on each call; keep one.
func UserType() *ResourceType {
	return &ResourceType{
		Name: "User", Endpoint: "/Users", Description: "People", Schema: UserSchema(),
		Extensions: []Extension{{Schema: EnterpriseUserSchema()}},
	}
}

// GroupType is Group at /Groups. It is a new value on each call; keep one.
func GroupType() *ResourceType {
	return &ResourceType{Name: "Group", Endpoint: "/Groups", Description: "Groups of people", Schema: GroupSchema()}
}
