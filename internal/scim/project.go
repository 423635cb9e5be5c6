package scim

// Project is the part of a resource that an answer shows (RFC 7644 3.9):
// attributes and excluded are the names of the two query parameters, in standard
// notation; empty lists give the default set. If both are given, attributes
// wins. Unknown names are ignored. An extension's URN stands for all of it.
// r itself is left alone; the result shares values with it.
func Project(rt *ResourceType, r Resource, attributes, excluded []string) Resource { return nil }
