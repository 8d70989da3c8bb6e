package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const origin = "ledger.example/audit"

// A synthetic log, written by golang.org/x/mod/sumdb/tlog and not by what is tested.
type syntheticLog struct {
	t       *testing.T
	signer  note.Signer
	vkey    string
	entries [][]byte
	hashes  []tlog.Hash
}

func newLog(t *testing.T, size int) *syntheticLog {
	skey, vkey, err := generate(origin, true)
	must(t, err)
	signer, err := note.NewSigner(skey)
	must(t, err)
	l := &syntheticLog{t: t, signer: signer, vkey: vkey}
	for i := 0; i < size; i++ {
		l.append(fmt.Sprintf(`{"line":%d}`, i))
	}
	return l
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (l *syntheticLog) append(entry string) {
	hashes, err := tlog.StoredHashes(int64(len(l.entries)), []byte(entry), l.reader())
	must(l.t, err)
	l.entries = append(l.entries, []byte(entry))
	l.hashes = append(l.hashes, hashes...)
}

// rewritten is a log of the same signer with one entry changed: all its hashes are right.
func (l *syntheticLog) rewritten(index int) *syntheticLog {
	other := &syntheticLog{t: l.t, signer: l.signer, vkey: l.vkey}
	for i, entry := range l.entries {
		if i == index {
			entry = []byte("forged")
		}
		other.append(string(entry))
	}
	return other
}

func (l *syntheticLog) reader() tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, i := range indexes {
			found = append(found, l.hashes[i])
		}
		return found, nil
	})
}

func (l *syntheticLog) root(size int) tlog.Hash {
	if size == 0 {
		return (&tree{}).root()
	}
	root, err := tlog.TreeHash(int64(size), l.reader())
	must(l.t, err)
	return root
}

func (l *syntheticLog) checkpoint(size int, extra ...note.Signer) []byte {
	text := fmt.Sprintf("%s\n%d\n%s\n", origin, size, l.root(size))
	signed, err := note.Sign(&note.Note{Text: text}, append([]note.Signer{l.signer}, extra...)...)
	must(l.t, err)
	return signed
}

// files are all that the log serves at its present size.
func (l *syntheticLog) files(extra ...note.Signer) map[string][]byte {
	size := len(l.entries)
	files := map[string][]byte{"checkpoint": l.checkpoint(size, extra...)}
	if size == 0 {
		return files
	}
	for _, tile := range tlog.NewTiles(8, 0, int64(size)) {
		data, err := tlog.ReadTileData(tile, l.reader())
		must(l.t, err)
		files[tilePath(strconv.Itoa(tile.L), tile.N, tile.W)] = data
	}
	for n := 0; n*tileWidth < size; n++ {
		var bundle []byte
		w := width(int64(size - n*tileWidth))
		for _, entry := range l.entries[n*tileWidth : n*tileWidth+w] {
			bundle = append(binary.BigEndian.AppendUint16(bundle, uint16(len(entry))), entry...)
		}
		files[tilePath("entries", int64(n), w)] = bundle
	}
	return files
}

func (l *syntheticLog) proof(index, size int) string {
	hashes, err := tlog.ProveRecord(int64(size), int64(index), l.reader())
	must(l.t, err)
	text := fmt.Sprintf("%s\nindex %d\n", proofHeader, index)
	for _, hash := range hashes {
		text += hash.String() + "\n"
	}
	return text + "\n" + string(l.checkpoint(size))
}

func (l *syntheticLog) consistency(old, size int) string {
	text := fmt.Sprintf("old %d\n", old)
	if old > 0 && old < size {
		hashes, err := tlog.ProveTree(int64(size), int64(old), l.reader())
		must(l.t, err)
		for _, hash := range hashes {
			text += hash.String() + "\n"
		}
	}
	return text + "\n" + string(l.checkpoint(size))
}

// bench is a place on disk where a log, its keys and a kept checkpoint lie.
type bench struct {
	t    *testing.T
	path string
}

func put(t *testing.T, files map[string][]byte, vkeys ...string) bench {
	b := bench{t, t.TempDir()}
	b.serve(files)
	b.write("keys", []byte("# trusted\n"+strings.Join(vkeys, "\n")+"\n"))
	return b
}

func (b bench) serve(files map[string][]byte) {
	must(b.t, os.RemoveAll(filepath.Join(b.path, "log")))
	for name, data := range files {
		b.write("log/"+name, data)
	}
}

func (b bench) write(name string, data []byte) {
	file := filepath.Join(b.path, name)
	must(b.t, os.MkdirAll(filepath.Dir(file), 0o700))
	must(b.t, os.WriteFile(file, data, 0o600))
}

func (b bench) read(name string) string {
	text, err := os.ReadFile(filepath.Join(b.path, name))
	must(b.t, err)
	return string(text)
}

// run gives the command its files by names inside the bench ("@name").
func (b bench) run(args ...string) (int, string) {
	var out bytes.Buffer
	for i, arg := range args {
		if strings.HasPrefix(arg, "@") {
			args[i] = filepath.Join(b.path, arg[1:])
		}
	}
	code := run(args, &out, &out)
	return code, out.String()
}

func (b bench) expect(code int, saying string, args ...string) {
	b.t.Helper()
	got, out := b.run(args...)
	if got != code || !strings.Contains(strings.ReplaceAll(out, "\n  what: ", ": "), saying) {
		b.t.Errorf("exit code %d instead of %d, or not %q:\n%s", got, code, saying, out)
	}
}

func cosigner(t *testing.T, name string) (*witnessSigner, string) {
	file := filepath.Join(t.TempDir(), "key")
	var out, log bytes.Buffer
	if code := run([]string{"newkey", "-name", name, "-key", file}, &out, &log); code != 0 {
		t.Fatal(log.String())
	}
	signer, err := readWitnessSigner(file)
	must(t, err)
	return signer, strings.TrimSpace(out.String())
}

func flip(data []byte, at int) []byte {
	changed := append([]byte{}, data...)
	changed[at] ^= 1
	return changed
}

func reencode(checkpoint []byte, from, to string) []byte {
	return bytes.Replace(checkpoint, []byte(from), []byte(to), 1)
}

func base64Of(hash tlog.Hash) string { return base64.StdEncoding.EncodeToString(hash[:]) }
