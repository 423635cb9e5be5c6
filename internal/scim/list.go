package scim

// ListResponse is the answer to a query (RFC 7644 3.4.2).
type ListResponse struct {
	Schemas      []string   `json:"schemas"`
	TotalResults int        `json:"totalResults"`
	StartIndex   int        `json:"startIndex"`
	ItemsPerPage int        `json:"itemsPerPage"` // the number of resources in this answer
	Resources    []Resource `json:"Resources"`
}

// Page is the part of a result that was asked for.
type Page struct {
	StartIndex int // from 1
	Count      int // at most so many; 0 asks for the total alone
}

// ParsePage reads the query parameters startIndex and count ("" when absent).
// A startIndex below 1 is 1, a negative count is 0, no count or one above most
// is most (RFC 7644 3.4.2.4). It fails with an *Error invalidValue: no number.
func ParsePage(startIndex, count string, most int) (Page, error) { return Page{}, nil }

// Of cuts the page out of a whole result; beyond its end the page is empty.
func (p Page) Of(all []Resource) []Resource { return nil }

// NewListResponse is the answer that holds one page of total resources.
func NewListResponse(p Page, total int, resources []Resource) ListResponse { return ListResponse{} }

// Sort orders resources in place (RFC 7644 3.4.2.3): stable, by the type of the
// attribute, without regard to case unless it is caseExact; a multi-valued one by
// its primary or else its first value; resources without the value come last
// ascending and first descending. An empty sortBy leaves the order alone, an empty
// order is ascending. It fails with an *Error invalidValue: unknown attribute,
// complex one without a value, unknown order.
func Sort(resources []Resource, rt *ResourceType, sortBy, order string) error { return nil }
