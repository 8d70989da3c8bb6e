package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const samples = "../../../shared/data/tlog"

func sample(t *testing.T, name string) string {
	path := filepath.Join(samples, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not here", path)
	}
	return path
}

func TestARealLogWithAllItsCheckpointsIsVerified(t *testing.T) {
	log := sample(t, "tessera/testdata/log")
	b := put(t, nil, "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx")
	args := []string{"log", "-from", log, "-keys", "@keys"}
	for i := 0; i <= 15; i++ {
		args = append(args, "-older", filepath.Join(log, fmt.Sprintf("checkpoint.%d", i)))
	}
	b.expect(exitVerified, "15, all of them hashed again", args...)
}

func TestTheExamplesOfTheFormatsAreMet(t *testing.T) {
	text, err := os.ReadFile(sample(t, "c2sp_examples.json"))
	must(t, err)
	var examples struct {
		SignedNote struct{ VKey, Note string } `json:"signed_note"`
		Paths      map[string]string           `json:"tile_index_paths"`
		Counts     map[string]map[string]int   `json:"tile_counts"`
	}
	must(t, json.Unmarshal(text, &examples))
	verifier, err := newVerifier(examples.SignedNote.VKey)
	must(t, err)
	_, err = note.Open([]byte(examples.SignedNote.Note), note.VerifierList(verifier))
	must(t, err)
	if path := tilePath("0", 1234067, tileWidth); path != "tile/0/"+examples.Paths["1234067"] {
		t.Error(path)
	}
	counts := map[string]int{}
	grown := &tree{full: func(level int, index int64, hashes []tlog.Hash) error {
		counts[fmt.Sprintf("level%d_full", level)]++
		return nil
	}}
	for i := 0; i < 70_000; i++ {
		must(t, grown.add(tlog.Hash{}))
	}
	for level, hashes := range grown.levels {
		if len(hashes) > 0 {
			counts[fmt.Sprintf("level%d_partial", level)] = len(hashes)
		}
	}
	if fmt.Sprint(counts) != fmt.Sprint(examples.Counts["70000"]) {
		t.Error(counts)
	}
}

func TestATreeHasTheRootOfTheReferenceAtEverySize(t *testing.T) {
	log := newLog(t, 1100)
	grown := &tree{full: func(int, int64, []tlog.Hash) error { return nil }}
	for i, entry := range log.entries {
		if grown.root() != log.root(i) {
			t.Fatalf("another root at %d", i)
		}
		must(t, grown.add(tlog.RecordHash(entry)))
	}
}

func TestLogsOfManySizesAreVerified(t *testing.T) {
	for _, size := range []int{0, 1, 2, 255, 256, 257, 511, 512, 700} {
		log := newLog(t, size)
		b := put(t, log.files(), log.vkey)
		b.expect(exitVerified, fmt.Sprintf("%d, all of them hashed again", size), "log", "-from", "@log", "-keys", "@keys")
	}
}

func TestALogOfThreeLevelsIsVerifiedAndItsUppermostTileHeld(t *testing.T) {
	log := newLog(t, 65_536+300)
	files := log.files()
	b := put(t, files, log.vkey)
	b.expect(exitVerified, "65836, all", "log", "-from", "@log", "-keys", "@keys")
	files["tile/2/000.p/1"] = flip(files["tile/2/000.p/1"], 3)
	b.serve(files)
	b.expect(exitFailed, "tile/2/000.p/1, hash 0", "log", "-from", "@log", "-keys", "@keys")
}

func TestEveryChangeOfWhatIsServedIsFoundAtItsPlace(t *testing.T) {
	log := newLog(t, 700)
	bundles := func(change func([]byte) []byte) func(map[string][]byte) {
		return func(f map[string][]byte) { f["tile/entries/001"] = change(f["tile/entries/001"]) }
	}
	entry := 2 + len(`{"line":256}`)
	changes := map[string]struct {
		change func(files map[string][]byte)
		place  string
	}{
		"a flipped byte of an entry": {bundles(func(d []byte) []byte { return flip(d, 3) }), "entry 256"},
		"a deleted entry":            {bundles(func(d []byte) []byte { return d[entry:] }), "entry 511: is missing"},
		"a deleted entry and its hash": {func(f map[string][]byte) {
			f["tile/entries/001"] = f["tile/entries/001"][entry:]
			f["tile/0/001"] = f["tile/0/001"][tlog.HashSize:]
		}, "entry 511: is missing"},
		"an inserted entry": {bundles(func(d []byte) []byte { return append(append([]byte{}, d[:entry]...), d...) }), "tile/entries/001: has 14 bytes after its last entry"},
		"two entries in another order": {bundles(func(d []byte) []byte {
			return append(append(append([]byte{}, d[entry:2*entry]...), d[:entry]...), d[2*entry:]...)
		}), "entry 256"},
		"two entries and their hashes in another order": {func(f map[string][]byte) {
			d, h := f["tile/entries/001"], f["tile/0/001"]
			f["tile/entries/001"] = append(append(append([]byte{}, d[entry:2*entry]...), d[:entry]...), d[2*entry:]...)
			f["tile/0/001"] = append(append(append([]byte{}, h[32:64]...), h[:32]...), h[64:]...)
		}, "tile/1/000.p/2, hash 1"},
		"a cut off bundle":        {bundles(func(d []byte) []byte { return d[:len(d)-1] }), "entry 511: is cut off"},
		"a longer bundle":         {bundles(func(d []byte) []byte { return append(append([]byte{}, d...), 0) }), "tile/entries/001: has 1 bytes"},
		"a missing bundle":        {func(f map[string][]byte) { delete(f, "tile/entries/001") }, "tile/entries/001: is not there"},
		"a missing partial":       {func(f map[string][]byte) { delete(f, "tile/entries/002.p/188") }, "tile/entries/002.p/188: is not there"},
		"a flipped leaf":          {func(f map[string][]byte) { f["tile/0/002.p/188"] = flip(f["tile/0/002.p/188"], 100) }, "entry 515"},
		"a flipped upper hash":    {func(f map[string][]byte) { f["tile/1/000.p/2"] = flip(f["tile/1/000.p/2"], 0) }, "tile/1/000.p/2, hash 0"},
		"a short tile":            {func(f map[string][]byte) { f["tile/1/000.p/2"] = f["tile/1/000.p/2"][:32] }, "tile/1/000.p/2: has 32 bytes"},
		"a missing tile":          {func(f map[string][]byte) { delete(f, "tile/1/000.p/2") }, "tile/1/000.p/2: is not there"},
		"no checkpoint":           {func(f map[string][]byte) { delete(f, "checkpoint") }, "checkpoint: is not there"},
		"a checkpoint too long":   {func(f map[string][]byte) { f["checkpoint"] = bytes.Repeat([]byte("a"), 1<<17) }, "checkpoint: is longer"},
		"a checkpoint's size":     {func(f map[string][]byte) { f["checkpoint"] = reencode(f["checkpoint"], "700", "701") }, "checkpoint: is not signed"},
		"a checkpoint's origin":   {func(f map[string][]byte) { f["checkpoint"] = reencode(f["checkpoint"], origin, origin+"2") }, "checkpoint: is not signed"},
		"a signed root of others": {func(f map[string][]byte) { f["checkpoint"] = log.rewritten(9).checkpoint(700) }, "checkpoint: says root " + base64Of(log.rewritten(9).root(700))},
		"a signed smaller tree":   {func(f map[string][]byte) { f["checkpoint"] = log.checkpoint(600) }, "tile/entries/002.p/88"},
		"no signature": {func(f map[string][]byte) {
			f["checkpoint"] = f["checkpoint"][:bytes.Index(f["checkpoint"], []byte("—"))]
		}, "checkpoint: is not signed"},
	}
	for name, c := range changes {
		t.Run(name, func(t *testing.T) {
			files := log.files()
			c.change(files)
			b := put(t, files, log.vkey)
			b.expect(exitFailed, c.place, "log", "-from", "@log", "-keys", "@keys")
		})
	}
}

func TestAnotherSignersCheckpointIsRefused(t *testing.T) {
	log, other := newLog(t, 3), newLog(t, 3)
	b := put(t, log.files(), other.vkey)
	b.expect(exitFailed, "no trusted key signed it", "log", "-from", "@log", "-keys", "@keys")
	_, witness := cosigner(t, "w.example")
	b = put(t, log.files(), witness)
	b.expect(exitUsage, "holds no log's key", "log", "-from", "@log", "-keys", "@keys")
}

func TestAKeptCheckpointShowsWhatIsRolledBackOrSignedAnew(t *testing.T) {
	log := newLog(t, 300)
	b := put(t, log.files(), log.vkey)
	verify := []string{"log", "-from", "@log", "-keys", "@keys", "-kept", "@kept"}
	b.expect(exitUsage, "say -first", append([]string{}, verify...)...)
	b.expect(exitVerified, "VERIFIED", append(append([]string{}, verify...), "-first")...)
	for i := 0; i < 400; i++ {
		log.append("more")
	}
	b.serve(log.files())
	b.expect(exitVerified, "700", append([]string{}, verify...)...)
	kept := b.read("kept")

	forged := log.rewritten(5)
	b.serve(forged.files())
	b.expect(exitVerified, "700", "log", "-from", "@log", "-keys", "@keys") // nothing to see without it
	b.expect(exitContradicted, "the first 700 entries: have the root", append([]string{}, verify...)...)
	forged.append("and further")
	b.serve(forged.files())
	b.expect(exitContradicted, "history was rewritten", append([]string{}, verify...)...)
	b.serve(newLogOf(log, 650).files())
	b.expect(exitContradicted, "rolled back", append([]string{}, verify...)...)
	if b.read("kept") != kept {
		t.Error("a failure replaced the kept checkpoint")
	}
}

// newLogOf is the beginning of a log, by its signer.
func newLogOf(log *syntheticLog, size int) *syntheticLog {
	beginning := &syntheticLog{t: log.t, signer: log.signer, vkey: log.vkey}
	for _, entry := range log.entries[:size] {
		beginning.append(string(entry))
	}
	return beginning
}

func TestAnOlderCheckpointThatIsNotSignedSaysNothing(t *testing.T) {
	log := newLog(t, 20)
	b := put(t, log.files(), log.vkey)
	b.write("older/1", log.checkpoint(10))
	b.write("older/2", flip(log.checkpoint(12), len(origin)+1))
	b.expect(exitFailed, "older/2", "log", "-from", "@log", "-keys", "@keys", "-older", "@older")
}

func TestWitnessesAreCountedByTheirKeys(t *testing.T) {
	log := newLog(t, 10)
	one, oneKey := cosigner(t, "one.example")
	two, twoKey := cosigner(t, "two.example")
	stranger, _ := cosigner(t, "stranger.example")
	again := &witnessSigner{witnessVerifier{"again.example", 0, one.key}, one.private, one.now}
	again.hash = keyHash(again.name, append([]byte{algorithmCosignature}, one.key...))
	againKey := reencode([]byte(oneKey), keyID(one.name, one.hash), keyID(again.name, again.hash))

	b := put(t, log.files(one, two), log.vkey, oneKey, twoKey, string(againKey))
	b.expect(exitVerified, "one.example, two.example", "log", "-from", "@log", "-keys", "@keys", "-witnesses", "2")
	b.serve(log.files(one, again))
	b.expect(exitFailed, "1 trusted witnesses", "log", "-from", "@log", "-keys", "@keys", "-witnesses", "2")
	b.serve(log.files(one, stranger))
	b.expect(exitFailed, "1 trusted witnesses", "log", "-from", "@log", "-keys", "@keys", "-witnesses", "2")
	two.key, two.private = one.key, one.private
	b.serve(log.files(two))
	b.expect(exitFailed, "is not signed as it should be", "log", "-from", "@log", "-keys", "@keys")
}

func TestWhatBecameFullMeanwhileIsReadInsteadOfThePart(t *testing.T) {
	log := newLog(t, 300)
	files := log.files()
	for len(log.entries) < 512 {
		log.append("more")
	}
	for name, data := range log.files() {
		files[name] = data
	}
	files["checkpoint"] = log.checkpoint(300)
	delete(files, "tile/entries/001.p/44")
	delete(files, "tile/0/001.p/44")
	b := put(t, files, log.vkey)
	b.expect(exitVerified, "300", "log", "-from", "@log", "-keys", "@keys")
}

func TestAServedLogIsReadWithTheToken(t *testing.T) {
	log := newLog(t, 600)
	files := log.files()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer secret" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		data, ok := files[strings.TrimPrefix(r.URL.Path, "/api/audit/")]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		_, _ = w.Write(data)
	}))
	defer server.Close()
	b := put(t, nil, log.vkey)
	b.write("token", []byte("secret\n"))
	b.write("wrong", []byte("guess"))
	from := server.URL + "/api/audit/"
	b.expect(exitVerified, "600", "log", "-from", from, "-keys", "@keys", "-token", "@token")
	b.expect(exitUnreadable, "401", "log", "-from", from, "-keys", "@keys", "-token", "@wrong")
	delete(files, "tile/entries/001")
	b.expect(exitFailed, "tile/entries/001: is not there", "log", "-from", from, "-keys", "@keys", "-token", "@token")
}

func TestALogInAZipFileIsVerified(t *testing.T) {
	log := newLog(t, 300)
	b := put(t, nil, log.vkey)
	var archive bytes.Buffer
	files := zip.NewWriter(&archive)
	for name, data := range log.files() {
		to, err := files.Create("bundle/ledger/" + name)
		must(t, err)
		_, err = to.Write(data)
		must(t, err)
	}
	must(t, files.Close())
	b.write("bundle.zip", archive.Bytes())
	b.expect(exitVerified, "300", "log", "-from", "@bundle.zip", "-keys", "@keys")
}
