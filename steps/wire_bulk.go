package steps

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"
)

// bulkSentences send many operations at once (RFC 7644 3.7).
func bulkSentences() []Sentence {
	return []Sentence{
		{
			When: `the client sends in bulk:`,
			Do:   func(w *World) any { return w.bulk },
		},
		{
			When: `the client sends in bulk, to stop after {number} errors?:`,
			Do:   func(w *World) any { return w.bulkUntil },
		},
		{
			When: `the client sends one operation in bulk more than {path} promises, the first of them:`,
			Do:   func(w *World) any { return w.bulkTooMany },
		},
		{
			When: `the client sends a body in bulk larger than {path} promises:`,
			Do:   func(w *World) any { return w.bulkTooLarge },
		},
	}
}

const bulkSchema = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"

func (w *World) bulk(ctx context.Context, operations *DocString) error {
	return w.sendBulk(ctx, operations.Content, nil)
}

func (w *World) bulkUntil(ctx context.Context, limit int, operations *DocString) error {
	return w.sendBulk(ctx, operations.Content, map[string]any{"failOnErrors": limit})
}

// sendBulk sends a list of operations. What a user, a group or a PATCH needs beside
// what the data of an operation says is filled in, as it is where a feature makes
// one alone: the user made under the bulkId "zoe" has the address of "zoe". A null
// takes an attribute away. What was made can be spoken of by its bulkId.
func (w *World) sendBulk(ctx context.Context, text string, more map[string]any) error {
	operations, err := w.operations(text)
	if err != nil {
		return err
	}
	body := map[string]any{"schemas": []any{bulkSchema}, "Operations": operations}
	maps.Copy(body, more)
	w.said.asked = nil
	for _, operation := range operations {
		w.said.asked = append(w.said.asked, nameOf(operation))
	}
	if err := w.send(ctx, http.MethodPost, "/Bulk", body); err != nil {
		return err
	}
	return w.keepMade(ctx, operations)
}

// nameOf is what a feature calls an operation: the bulkId of what it makes, else its path.
func nameOf(operation any) string {
	name, found := look(operation, "bulkId")
	if !found {
		name, _ = look(operation, "path")
	}
	return fmt.Sprint(name)
}

// operations of a feature, decoded before they are filled in: a tag has quotes.
func (w *World) operations(text string) ([]any, error) {
	var operations []any
	if err := json.Unmarshal([]byte(text), &operations); err != nil {
		return nil, fmt.Errorf("the feature's operations: %w", err)
	}
	filled, err := w.fillIn(operations)
	if err != nil {
		return nil, err
	}
	operations, _ = filled.([]any)
	for _, operation := range operations {
		fields, _ := operation.(map[string]any)
		if data, ok := fields["data"].(map[string]any); ok {
			if fields["data"], err = w.bulkData(fields, data); err != nil {
				return nil, err
			}
		}
	}
	return operations, nil
}

// fillIn is fill for every text in a decoded value.
func (w *World) fillIn(value any) (any, error) {
	var failed error
	switch value := value.(type) {
	case string:
		return w.fill(value)
	case []any:
		for i, element := range value {
			value[i], failed = w.fillIn(element)
			if failed != nil {
				return nil, failed
			}
		}
	case map[string]any:
		for name, member := range value {
			value[name], failed = w.fillIn(member)
			if failed != nil {
				return nil, failed
			}
		}
	}
	return value, nil
}

// bulkData completes the data of one operation.
func (w *World) bulkData(operation, data map[string]any) (map[string]any, error) {
	method, path, name := fmt.Sprint(operation["method"]), fmt.Sprint(operation["path"]), fmt.Sprint(operation["bulkId"])
	for known, r := range w.said.resources {
		if path == r.path() {
			name = known
		}
	}
	switch {
	case method == http.MethodPatch:
		return overlaid(map[string]any{"schemas": []any{patchSchema}}, data), nil
	case strings.HasPrefix(path, "/Groups"):
		return overlaid(map[string]any{"schemas": []any{groupSchema}, "displayName": w.names.group(name)}, data), nil
	case strings.HasPrefix(path, "/Users"):
		body, err := w.userBody(name, "")
		return overlaid(body, data), err
	default:
		return data, nil
	}
}

// overlaid is a body with the feature's own words on top.
func overlaid(body, data map[string]any) map[string]any {
	maps.Copy(body, data)
	maps.DeleteFunc(body, func(_ string, value any) bool { return value == nil })
	return body
}

// keepMade remembers what the operations made, by bulkId, so that it can be read
// and is removed in the end. A bridge that does not say where it is gets asked.
func (w *World) keepMade(ctx context.Context, operations []any) error {
	for _, operation := range operations {
		fields, _ := operation.(map[string]any)
		name, _ := fields["bulkId"].(string)
		result, err := w.resultOf(name)
		if fields["method"] != http.MethodPost || err != nil {
			continue
		}
		endpoint := fmt.Sprint(fields["path"])
		location, _ := look(result, "location")
		id := fmt.Sprint(location)[strings.LastIndex(fmt.Sprint(location), "/")+1:]
		if made := bulkStatus(result); made < "200" || made > "299" {
			continue
		}
		if location == nil {
			if id, err = w.idOfMade(ctx, endpoint, fields["data"]); err != nil {
				return err
			}
		}
		if _, taken := w.said.resources[name]; !taken && id != "" {
			w.said.resources[name] = &resource{endpoint: endpoint, id: id}
			w.said.strays = append(w.said.strays, endpoint+"/"+id)
		}
	}
	return nil
}

// idOfMade looks for what a bulk request made without saying where.
func (w *World) idOfMade(ctx context.Context, endpoint string, data any) (string, error) {
	attribute := map[string]string{"/Users": "userName", "/Groups": "displayName"}[endpoint]
	value, _ := look(data, attribute)
	found, err := w.resources(ctx, endpoint, attribute, fmt.Sprint(value))
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0].Get("id").String(), nil
}

// promised is a number of ServiceProviderConfig.
func (w *World) promised(path string) (int, error) {
	value, _ := look(w.run.promises.config, path)
	number, isNumber := value.(float64)
	if !isNumber || number < 1 {
		return 0, mismatch("a number above 0 as "+path, "%s", encode(value))
	}
	return int(number), nil
}

// bulkTooMany repeats a removal of nobody until the limit is overstepped.
func (w *World) bulkTooMany(ctx context.Context, path string, first *DocString) error {
	most, err := w.promised(path)
	if err != nil {
		return err
	}
	operations, err := w.operations("[" + first.Content + "]")
	if err != nil {
		return err
	}
	nobody := map[string]any{"method": http.MethodDelete, "path": "/Users/" + unknownID}
	if most > largestBody/len(encode(nobody)) {
		return errTooGenerous
	}
	for range most {
		operations = append(operations, nobody)
	}
	return w.send(ctx, http.MethodPost, "/Bulk", map[string]any{"schemas": []any{bulkSchema}, "Operations": operations})
}

// largestBody is the most that the suite sends in one request, in bytes.
const largestBody = 32 << 20

var errTooGenerous = errors.New("the limit is larger than what this suite sends")

// bulkTooLarge makes a small request large by white space.
func (w *World) bulkTooLarge(ctx context.Context, path string, operations *DocString) error {
	most, err := w.promised(path)
	if err != nil {
		return err
	}
	if most > largestBody {
		return errTooGenerous
	}
	list, err := w.operations(operations.Content)
	if err != nil {
		return err
	}
	body := encode(map[string]any{"schemas": []any{bulkSchema}, "Operations": list})
	return w.send(ctx, http.MethodPost, "/Bulk", strings.TrimSuffix(body, "}")+strings.Repeat(" ", most)+"}")
}
