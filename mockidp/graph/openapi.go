package graph

func openAPI(*call) (any, error) { return map[string]any{}, nil }
