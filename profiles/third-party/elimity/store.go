package main

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/elimity-com/scim"
	"github.com/elimity-com/scim/errors"
	"github.com/elimity-com/scim/optional"
	"github.com/elimity-com/scim/schema"
)

// store keeps the resources of one type in memory. It is a scim.ResourceHandler,
// for one request at a time.
type store struct {
	unique    string          // attribute that no two resources share; "" for none
	schemas   []schema.Schema // the core one, then its extensions
	resources []scim.Resource // in the order they were made
}

func newStore(unique string, schemas ...schema.Schema) *store {
	schemas[0].Attributes = slices.Concat(schemas[0].Attributes, schema.CommonAttributes())
	return &store{unique: unique, schemas: schemas}
}

// Create implements scim.ResourceHandler.
func (s *store) Create(_ *http.Request, attributes scim.ResourceAttributes) (scim.Resource, error) {
	now := time.Now()
	return s.put(scim.Resource{ID: rand.Text(), Attributes: attributes, Meta: scim.Meta{Created: &now}})
}

// Get implements scim.ResourceHandler.
func (s *store) Get(_ *http.Request, id string) (scim.Resource, error) {
	for _, r := range s.resources {
		if r.ID == id {
			return r, nil
		}
	}
	return scim.Resource{}, errors.ScimErrorResourceNotFound(id)
}

// GetAll implements scim.ResourceHandler.
func (s *store) GetAll(_ *http.Request, params scim.ListRequestParams) (scim.Page, error) {
	matching := []scim.Resource{}
	for _, r := range s.resources {
		seen := maps.Clone(r.Attributes)
		seen[schema.CommonAttributeID] = r.ID
		seen[schema.CommonAttributeMeta] = map[string]any{
			"resourceType": s.schemas[0].Name.Value(),
			"created":      r.Meta.Created.Format(time.RFC3339),
			"lastModified": r.Meta.LastModified.Format(time.RFC3339),
		}
		if params.FilterValidator == nil || params.FilterValidator.PassesFilter(seen) == nil {
			matching = append(matching, r)
		}
	}
	first := min(params.StartIndex-1, len(matching))
	last := min(first+params.Count, len(matching))
	return scim.Page{TotalResults: len(matching), Resources: matching[first:last]}, nil
}

// Replace implements scim.ResourceHandler.
func (s *store) Replace(r *http.Request, id string, attributes scim.ResourceAttributes) (scim.Resource, error) {
	resource, err := s.Get(r, id)
	if err != nil {
		return scim.Resource{}, err
	}
	resource.Attributes = attributes
	return s.put(resource)
}

// Patch implements scim.ResourceHandler.
func (s *store) Patch(r *http.Request, id string, operations []scim.PatchOperation) (scim.Resource, error) {
	resource, err := s.Get(r, id)
	if err != nil {
		return scim.Resource{}, err
	}
	// If one operation fails, none may have happened: all work on a copy.
	if resource.Attributes, err = copied(resource.Attributes); err != nil {
		return scim.Resource{}, err
	}
	for _, op := range operations {
		if err := s.apply(resource.Attributes, op); err != nil {
			return scim.Resource{}, err
		}
	}
	return s.put(resource)
}

// Delete implements scim.ResourceHandler.
func (s *store) Delete(r *http.Request, id string) error {
	_, err := s.Get(r, id)
	s.resources = slices.DeleteFunc(s.resources, func(r scim.Resource) bool { return r.ID == id })
	return err
}

// put keeps a resource, new or changed, unless another one has its unique attribute.
func (s *store) put(resource scim.Resource) (scim.Resource, error) {
	at := len(s.resources)
	for i, other := range s.resources {
		switch {
		case other.ID == resource.ID:
			at = i
		case s.unique == "":
		case strings.EqualFold(fmt.Sprint(other.Attributes[s.unique]), fmt.Sprint(resource.Attributes[s.unique])):
			return scim.Resource{}, errors.ScimErrorUniqueness
		}
	}
	// What must never be returned the library leaves to the store (issue 57); this one does not keep it.
	maps.DeleteFunc(resource.Attributes, func(name string, _ any) bool { return strings.EqualFold(name, "password") })
	now := time.Now()
	resource.Meta.LastModified = &now
	resource.ExternalID = optional.String{}
	if external, ok := resource.Attributes[schema.CommonAttributeExternalID].(string); ok {
		resource.ExternalID = optional.NewString(external)
	}
	s.resources = slices.Insert(slices.Delete(s.resources, at, min(at+1, len(s.resources))), at, resource)
	return resource, nil
}

func copied(attributes scim.ResourceAttributes) (scim.ResourceAttributes, error) {
	text, err := json.Marshal(attributes)
	if err != nil {
		return nil, fmt.Errorf("copy attributes: %w", err)
	}
	var out scim.ResourceAttributes
	if err := json.Unmarshal(text, &out); err != nil {
		return nil, fmt.Errorf("copy attributes: %w", err)
	}
	return out, nil
}
