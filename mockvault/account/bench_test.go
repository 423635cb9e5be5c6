package account_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"testing"

	"github.com/scimproof/scimproof/mockvault/account"
)

// person is what a bridge would provision: with attributes of its own, as a SCIM bridge keeps them.
func person(n int) account.NewMember {
	return account.NewMember{
		Email:      fmt.Sprintf("person.%07d@contoso.example", n),
		Name:       fmt.Sprintf("Person %07d", n),
		Active:     true,
		ExternalID: fmt.Sprintf("%08d-0000-4000-8000-000000000000", n),
		Attributes: json.RawMessage(`{"name":{"familyName":"Seven","givenName":"Person"},"title":"Engineer","preferredLanguage":"en"}`),
	}
}

func heap() uint64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

// BenchmarkProvision fills an account to a size. The cost of growing and of the
// garbage collector is in ns/member; B/member is what the account holds in the
// end, with mails and audit trail. Run it with -benchtime 1x.
func BenchmarkProvision(b *testing.B) {
	for _, size := range []int{1_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			empty, held, rounds := heap(), 0.0, 0
			for b.Loop() {
				a := open(b, account.Settings{})
				for n := range size {
					if _, err := a.Provision(person(n)); err != nil {
						b.Fatal(err)
					}
				}
				rounds++
				b.StopTimer()
				held = float64(heap()-empty) / float64(size)
				runtime.KeepAlive(a)
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(rounds*size), "ns/member")
			b.ReportMetric(held, "B/member")
		})
	}
}

// BenchmarkWork is what a bridge does to a member that exists: look up by
// address, change, read a page, remove and provision again.
func BenchmarkWork(b *testing.B) {
	for _, size := range []int{1_000, 100_000, 1_000_000} {
		a := open(b, account.Settings{})
		members := make([]string, size)
		for n := range size {
			members[n] = must[account.Member](b)(a.Provision(person(n))).ID
		}
		renames := 0
		work := map[string]func(n int) error{
			"find": func(n int) error {
				_, err := a.FindMembers(account.Query{Email: person(n).Email})
				return err
			},
			"change": func(n int) error {
				renames++
				_, err := a.ChangeMember(account.Bridge, members[n], 0, account.MemberChange{Name: new(fmt.Sprint("Name ", renames))})
				return err
			},
			"page": func(n int) error {
				_, err := a.FindMembers(account.Query{Offset: n, Limit: 100})
				return err
			},
			"replace": func(n int) error {
				if err := a.RemoveMember(account.Bridge, members[n]); err != nil {
					return err
				}
				m, err := a.Provision(person(n))
				members[n] = m.ID
				return err
			},
		}
		for _, name := range slices.Sorted(maps.Keys(work)) {
			do := work[name]
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				n := 0
				for b.Loop() {
					if err := do(n % size); err != nil {
						b.Fatal(err)
					}
					n += 7919
				}
			})
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		open(b, account.Settings{})
	}
}
