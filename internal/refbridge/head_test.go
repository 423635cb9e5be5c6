package refbridge_test

import "testing"

func TestHead(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	path := "/Users/" + l.join("ada@example.com")
	get, head := l.want(200, "GET", path, ""), l.want(200, "HEAD", path, "")
	equal(t, "content", head.body, "")
	for _, name := range []string{"ETag", "Content-Type"} {
		equal(t, name, head.header.Get(name), get.header.Get(name))
	}
	equal(t, "length", head.header.Get("Content-Length") != "" && head.header.Get("Content-Length") != "0", true)
	l.want(404, "HEAD", "/Users/nobody", "")
	l.want(405, "HEAD", "/Bulk", "")
	l.want(304, "HEAD", path, "", "If-None-Match", get.header.Get("ETag"))
	l.token = "stranger"
	l.want(401, "HEAD", path, "")
}
