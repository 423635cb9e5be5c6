package scim

import "strconv"

// ListResponse is the answer to a query (RFC 7644 3.4.2).
type ListResponse struct {
	Schemas      []string   `json:"schemas"`
	TotalResults int        `json:"totalResults"`
	StartIndex   int        `json:"startIndex,omitempty"` // of lists that are paged by index
	ItemsPerPage int        `json:"itemsPerPage"`         // the number of resources in this answer
	Resources    []Resource `json:"Resources"`

	NextCursor     string `json:"nextCursor,omitempty"` // of lists that are paged by cursor (RFC 9865 2)
	PreviousCursor string `json:"previousCursor,omitempty"`
}

// Page is the part of a result that was asked for.
type Page struct {
	StartIndex int // from 1
	Count      int // at most so many; 0 asks for the total alone
}

// ParsePage reads the query parameters startIndex and count ("" when absent).
// A startIndex below 1 is 1, a negative count is 0, no count or one above most
// is most (RFC 7644 3.4.2.4). It fails with an *Error invalidValue: no number.
func ParsePage(startIndex, count string, most int) (Page, error) {
	start, err := wholeNumber("startIndex", startIndex, 1)
	if err != nil {
		return Page{}, err
	}
	wanted, err := wholeNumber("count", count, most)
	if err != nil {
		return Page{}, err
	}
	return Page{StartIndex: max(start, 1), Count: min(max(wanted, 0), most)}, nil
}

func wholeNumber(name, text string, absent int) (int, error) {
	if text == "" {
		return absent, nil
	}
	number, err := strconv.Atoi(text)
	if err != nil {
		return 0, InvalidValue("%s has to be a whole number, not %q", name, text)
	}
	return number, nil
}

// Of cuts the page out of a whole result; beyond its end the page is empty.
func (p Page) Of(all []Resource) []Resource {
	from := min(p.StartIndex-1, len(all))
	return all[from : from+min(p.Count, len(all)-from)]
}

// NewListResponse is the answer that holds one page of total resources.
func NewListResponse(p Page, total int, resources []Resource) ListResponse {
	if resources == nil {
		resources = []Resource{} // [] and not null
	}
	return ListResponse{
		Schemas:      []string{ListResponseURN},
		TotalResults: total,
		StartIndex:   p.StartIndex,
		ItemsPerPage: len(resources),
		Resources:    resources,
	}
}
