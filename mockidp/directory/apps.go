package directory

import (
	"slices"

	"github.com/scimproof/scimproof/internal/refusal"
)

// App is something that people and groups are assigned to. The id that counts is
// that of its service principal: an application without one can be assigned to nobody.
type App struct {
	ID          string // of the service principal; "" while there is none
	AppID       string // by which the app names itself
	ObjectID    string // of the application
	DisplayName string
}

// DefaultApp is in every directory from the beginning, under the same ids. It is
// the app that Assign, Unassign, Assignments and IsAssigned are about.
func DefaultApp() App {
	return App{
		ID:          "5c1ab21d-6e00-4000-8000-000000000001",
		AppID:       "5c1ab21d-6e00-4000-8000-000000000002",
		ObjectID:    "5c1ab21d-6e00-4000-8000-000000000003",
		DisplayName: "SCIM bridge",
	}
}

// Apps lists all apps in the order they were made; never nil.
func (d *Directory) Apps() []App {
	d.mu.RLock()
	defer d.mu.RUnlock()
	out := make([]App, len(d.apps))
	for i, a := range d.apps {
		out[i] = *a
	}
	return out
}

// App is one app, by any of its three ids.
func (d *Directory) App(id string) (App, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	a, err := d.app(id)
	if err != nil {
		return App{}, err
	}
	return *a, nil
}

func (d *Directory) app(id string) (*App, error) {
	id = fold(id)
	for _, a := range d.apps {
		if id != "" && (a.ID == id || a.AppID == id || a.ObjectID == id) {
			return a, nil
		}
	}
	return nil, refusal.New(refusal.NotFound, "no-such-app", "there is no app %q in the directory", id)
}

// AddApp makes an application without a service principal. Names need not be unique.
func (d *Directory) AddApp(name string) (App, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := checkDisplayName("an app", name); err != nil {
		return App{}, err
	}
	made := &App{AppID: d.newID(), ObjectID: d.newID(), DisplayName: name}
	d.apps = append(d.apps, made)
	return *made, nil
}

// AddServicePrincipal gives an app its service principal. One that it has already is refused.
func (d *Directory) AddServicePrincipal(id string) (App, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	a, err := d.app(id)
	if err != nil {
		return App{}, err
	}
	if a.ID != "" {
		return App{}, refusal.New(refusal.Conflict, "service-principal-exists", "the app %q has a service principal already", a.AppID)
	}
	a.ID = d.newID()
	return *a, nil
}

// RenameApp gives an app another name.
func (d *Directory) RenameApp(id, name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	a, err := d.app(id)
	if err != nil {
		return err
	}
	if err := checkDisplayName("an app", name); err != nil {
		return err
	}
	a.DisplayName = name
	return nil
}

// RemoveServicePrincipal takes an app's service principal away, with all assignments.
func (d *Directory) RemoveServicePrincipal(id string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	_, err := d.retire(id)
	return err
}

// RemoveApp removes an app with its service principal and all assignments. The default app stays.
func (d *Directory) RemoveApp(id string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	gone, err := d.retire(id)
	if err != nil {
		return err
	}
	d.apps = slices.DeleteFunc(d.apps, func(a *App) bool { return a == gone })
	return nil
}

func (d *Directory) retire(id string) (*App, error) {
	a, err := d.app(id)
	if err != nil {
		return nil, err
	}
	if a.ID == DefaultApp().ID {
		return nil, refusal.New(refusal.Forbidden, "default-app", "the app %q belongs to the directory itself and cannot be removed", a.DisplayName)
	}
	delete(d.assigned, a.ID)
	a.ID = ""
	return a, nil
}
