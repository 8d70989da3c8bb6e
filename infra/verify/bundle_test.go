package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"sort"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	evidenceID = "01980f2e-7c1a-7a30-9d52-0c4b6f1a2b30"
	revisionID = "01980f2e-7c1a-7a30-9d52-0c4b6f1a2b31"
	uploadID   = "01980f2e-7c1a-7a30-9d52-0c4b6f1a2b32"
	eventID    = "01980f2e-7c1a-7a30-9d52-0c4b6f1a2b33"
	contentAt  = "evidence/" + evidenceID + "/revisions/1.json"
	uploadAt   = "evidence/" + evidenceID + "/files/" + uploadID + "/policy.txt"
	revisionAt = "ledger/records/evidence_revision/" + revisionID + ".ndjson"
	uploadLine = "ledger/records/evidence_file/" + uploadID + ".ndjson"
	eventAt    = "ledger/records/security_event/" + eventID + ".ndjson"
)

// A bundle before it is sealed, so that a test can be a product that tells lies and signs them.
type draftBundle struct {
	log   *syntheticLog
	head  int
	files map[string][]byte
	lines map[string]map[string]any
	about map[string]any
}

type object = map[string]any

func sha(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func text(t *testing.T, value any) []byte {
	data, err := json.Marshal(value)
	must(t, err)
	return data
}

func inHex(hashes []tlog.Hash) []string {
	texts := []string{}
	for _, hash := range hashes {
		texts = append(texts, hex.EncodeToString(hash[:]))
	}
	return texts
}

func draft(t *testing.T) *draftBundle {
	b := &draftBundle{log: newLog(t, 5), files: map[string][]byte{}, lines: map[string]map[string]any{}}
	upload := []byte("hello")
	row := text(t, object{"recordId": eventID, "recordVersion": 0, "stateSha256": sha([]byte("event")),
		"change": object{"title": object{"after": object{"sha256": sha([]byte("salt\"Fire\""))}}}})
	rows := [][]byte{[]byte(`{"recordId":"another"}`), row, []byte(`{"recordId":"a third"}`)}
	batch := &syntheticLog{t: t}
	for _, row := range rows {
		batch.append(string(row))
	}
	content := text(t, object{
		"files": []object{{"id": uploadID, "name": "policy.txt", "sizeBytes": len(upload), "sha256": sha(upload)}},
		"links": []object{{"recordType": "security_event", "recordId": eventID, "recordVersion": 0, "stateSha256": sha([]byte("event"))}},
	})
	root := batch.root(len(rows))
	b.line(eventAt, object{"action": "security_event.batch_created", "recordType": "security_event",
		"batch": object{"count": len(rows), "rootSha256": hex.EncodeToString(root[:])}})
	hashes, err := tlog.ProveRecord(int64(len(rows)), 1, batch.reader())
	must(t, err)
	b.lines[eventAt]["row"] = object{"index": 1, "entry": row, "proof": inHex(hashes),
		"personal": object{"/change/title/after": object{"salt": []byte("salt"), "value": `"Fire"`}}}
	b.line(revisionAt, object{"action": "evidence_revision.created", "recordType": "evidence_revision", "recordId": revisionID,
		"recordVersion": 0, "stateSha256": sha([]byte("revision")), "actorName": object{"sha256": sha([]byte("gone"))},
		"change": object{"contentSha256": object{"after": sha(content)}, "evidenceId": object{"after": evidenceID}, "number": object{"after": 1}}})
	change := text(t, object{"sha256": object{"after": sha(upload)}})
	b.line(uploadLine, object{"action": "evidence_file.created", "recordType": "evidence_file", "recordId": uploadID,
		"recordVersion": 0, "stateSha256": sha([]byte("file")), "change": object{"sha256": sha(change), "size": len(change)}})
	b.lines[uploadLine]["change"] = change
	b.log.append(`{"line":"after all of these"}`)
	b.head = len(b.log.entries)
	head := b.log.root(b.head)
	consistency, err := tlog.ProveTree(int64(b.head), 5, b.log.reader())
	must(t, err)
	b.files["ledger/checkpoint"] = b.log.checkpoint(b.head)
	b.files["ledger/keys.txt"] = []byte("# its own\n" + b.log.vkey + "\n")
	b.files["ledger/anchors/5.checkpoint"] = b.log.checkpoint(5)
	b.files["ledger/anchors.json"] = text(t, []object{{"name": "vault", "kind": "file", "size": 5,
		"checkpoint": "ledger/anchors/5.checkpoint", "consistency": inHex(consistency)}, {"name": "new", "kind": "s3", "size": 0}})
	b.files[contentAt] = content
	b.files[uploadAt] = upload
	b.files["oscal/catalog.json"] = []byte(`{"catalog":{"uuid":"c"}}`)
	b.files["oscal/results.json"] = []byte(`{"uuid":"r","links":[{"href":"#r"},{"href":"catalog.json"},{"href":"../` + uploadAt + `"}]}`)
	b.about = object{"format": bundleFormat, "framework": "soc2", "from": "a", "to": "b", "preparedAt": "c",
		"preparedFor": object{"issuer": "id", "subject": "ann"}, "uploads": 1, "uploadBytes": 5,
		"ledger": object{"origin": origin, "treeSize": b.head, "rootSha256": hex.EncodeToString(head[:])}}
	return b
}

// line appends an entry to the log; what is written about it is completed when all are there.
func (b *draftBundle) line(file string, entry any) {
	data := text(b.log.t, entry)
	b.lines[file] = object{"position": len(b.log.entries), "entry": data}
	b.log.append(string(data))
}

// sealed completes the lines' proofs, makes the manifest, and has the log tell of it.
func (b *draftBundle) sealed(mutate ...func(map[string][]byte)) map[string][]byte {
	t := b.log.t
	for file, line := range b.lines {
		if line["proof"] == nil {
			hashes, err := tlog.ProveRecord(int64(b.head), int64(line["position"].(int)), b.log.reader())
			must(t, err)
			line["proof"] = inHex(hashes)
		}
		if b.files[file] == nil {
			b.files[file] = append(text(t, line), '\n')
		}
	}
	b.files["bundle.json"] = text(t, b.about)
	for _, change := range mutate {
		change(b.files)
	}
	manifest := manifestOf(b.files)
	line := object{"action": "auditor_bundle.downloaded", "recordType": "auditor_bundle", "actor": b.about["preparedFor"],
		"change": object{"framework": "soc2", "from": "a", "to": "b", "files": len(b.files), "manifestSha256": sha(manifest)}}
	b.log.append(string(text(t, line)))
	size := len(b.log.entries)
	b.files[manifestFile] = manifest
	b.files[sealFile] = []byte(strings.Replace(b.log.proof(size-1, size), "index",
		"extra "+base64.StdEncoding.EncodeToString(b.log.entries[size-1])+"\nindex", 1))
	return b.files
}

func names(files map[string][]byte) []string {
	var names []string
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func manifestOf(files map[string][]byte) []byte {
	var lines strings.Builder
	for _, name := range names(files) {
		if name != manifestFile && name != sealFile {
			fmt.Fprintf(&lines, "%s  %s\n", sha(files[name]), name)
		}
	}
	return []byte(lines.String())
}

// zipped writes an archive as java.util.zip does when it streams.
func zipped(t *testing.T, files map[string][]byte, order ...string) []byte {
	if order == nil {
		order = names(files)
	}
	var all, directory bytes.Buffer
	for _, name := range order {
		var packed bytes.Buffer
		deflate, err := flate.NewWriter(&packed, 1)
		must(t, err)
		_, err = deflate.Write(files[name])
		must(t, err)
		must(t, deflate.Close())
		e := &entry{name, 0, uint64(packed.Len()), uint64(len(files[name])), crc32.ChecksumIEEE(files[name])}
		directory.Write(e.inDirectory(int64(all.Len())))
		appendAll(&all, uint32(0x04034b50), uint16(20), uint16(0x0808), uint16(zip.Deflate), uint32(zipTime))
		appendAll(&all, uint32(0), uint32(0), uint32(0), uint16(len(name)), uint16(0))
		all.WriteString(name)
		all.Write(packed.Bytes())
		appendAll(&all, uint32(0x08074b50), e.crc, uint32(e.compressed), uint32(e.size))
	}
	end := directoryEnd(len(order), int64(all.Len()), int64(directory.Len()))
	all.Write(directory.Bytes())
	all.Write(end)
	return all.Bytes()
}

func (b bench) expectBundle(code int, saying string, data []byte, args ...string) {
	b.t.Helper()
	b.write("bundle.zip", data)
	b.expect(code, saying, append(append([]string{"bundle"}, args...), "@bundle.zip")...)
}

func TestABundleIsVerifiedOffline(t *testing.T) {
	draft := draft(t)
	data := zipped(t, draft.sealed())
	b := put(t, nil, draft.log.vkey)
	for _, says := range []string{"soc2, a to b, taken by ann of id", "1 revisions, 1 uploaded", "3 about 3 records",
		"1 personal values fit, 1 are erased", "3 references", "1 checkpoints kept elsewhere"} {
		b.expectBundle(exitVerified, says, data, "-keys", "@keys")
	}
	b.expectBundle(exitVerified, "do not show who made it", data)
	b.expectBundle(exitFailed, "0 trusted witnesses", data, "-witnesses", "1")
	foreign := put(t, nil, newLog(t, 1).vkey)
	foreign.expectBundle(exitFailed, "no trusted key signed it", data, "-keys", "@keys")
	b.expectBundle(exitFailed, "is no ZIP archive", []byte("PK"))
}

func TestACountersignedAnchorCounts(t *testing.T) {
	draft := draft(t)
	signer, vkey := cosigner(t, "witness.example/w")
	draft.files["ledger/anchors/5.checkpoint"] = draft.log.checkpoint(5, signer)
	b := put(t, nil, draft.log.vkey, vkey)
	b.expectBundle(exitVerified, "1 checkpoints", zipped(t, draft.sealed()), "-keys", "@keys", "-witnesses", "1")
}

func TestEveryByteOfABundleCounts(t *testing.T) {
	draft := draft(t)
	data := zipped(t, draft.sealed())
	b := put(t, nil, draft.log.vkey)
	for at := 0; at < len(data); at++ {
		if at%5 != 0 && at < len(data)-100 {
			continue // each fifth, and all at the end
		}
		changed := append([]byte{}, data...)
		changed[at] ^= 0xff
		b.write("bundle.zip", changed)
		if code, out := b.run("bundle", "-keys", "@keys", "@bundle.zip"); code != exitFailed {
			t.Fatalf("byte %d of %d: exit code %d\n%s", at, len(data), code, out)
		}
	}
}

func TestWhatIsDoneToABundleLaterIsFound(t *testing.T) {
	other := draft(t).sealed()
	for what, c := range map[string]struct {
		change func(map[string][]byte)
		says   string
	}{
		"changed":    {func(f map[string][]byte) { f[uploadAt] = flip(f[uploadAt], 1) }, uploadAt},
		"removed":    {func(f map[string][]byte) { delete(f, uploadAt) }, uploadAt},
		"added":      {func(f map[string][]byte) { f["more.txt"] = []byte("x") }, "more.txt"},
		"exchanged":  {func(f map[string][]byte) { f[uploadAt], f[contentAt] = f[contentAt], f[uploadAt] }, "SHA-256"},
		"checkpoint": {func(f map[string][]byte) { f["ledger/checkpoint"] = other["ledger/checkpoint"] }, "ledger/checkpoint"},
		"about":      {func(f map[string][]byte) { f["bundle.json"] = reencode(f["bundle.json"], "soc2", "gdpr") }, "bundle.json"},
	} {
		t.Run(what, func(t *testing.T) {
			draft := draft(t)
			files := draft.sealed()
			c.change(files)
			b := put(t, nil, draft.log.vkey)
			b.expectBundle(exitFailed, c.says, zipped(t, files), "-keys", "@keys")
			files[manifestFile] = manifestOf(files)
			b.expectBundle(exitFailed, "at:", zipped(t, files), "-keys", "@keys")
			files[sealFile] = other[sealFile]
			b.expectBundle(exitFailed, "at:", zipped(t, files), "-keys", "@keys")
		})
	}
	for what, manifest := range map[string]func([]byte) []byte{
		"no line":        func(m []byte) []byte { return append(m, "?\n"...) },
		"a line twice":   func(m []byte) []byte { return append(m, m[:bytes.IndexByte(m, '\n')+1]...) },
		"no end":         func(m []byte) []byte { return m[:len(m)-1] },
		"a line less":    func(m []byte) []byte { return m[bytes.IndexByte(m, '\n')+1:] },
		"another digest": func(m []byte) []byte { return append([]byte("0000"), m[4:]...) },
		"another order": func(m []byte) []byte {
			i := bytes.IndexByte(m, '\n') + 1
			return append(append([]byte{}, m[i:]...), m[:i]...)
		},
	} {
		t.Run(what, func(t *testing.T) {
			draft := draft(t)
			files := draft.sealed()
			files[manifestFile] = manifest(append([]byte{}, files[manifestFile]...))
			put(t, nil, draft.log.vkey).expectBundle(exitFailed, "at:", zipped(t, files), "-keys", "@keys")
		})
	}
}

func TestAnArchiveThatTwoProgramsReadDifferentlyIsNone(t *testing.T) {
	draft := draft(t)
	files := draft.sealed()
	data := zipped(t, files)
	b := put(t, nil, draft.log.vkey)
	b.expectBundle(exitFailed, "at:", append(append([]byte{}, data...), 0))
	b.expectBundle(exitFailed, "at:", append([]byte{0}, data...))
	b.expectBundle(exitFailed, "there twice", zipped(t, files, append(names(files), uploadAt)...))
	for _, name := range []string{"../up", "/root", "a\\b", "a//b", "C:x", "a b", "ä", "README.MD/../x"} {
		files[name] = []byte("x")
		b.expectBundle(exitFailed, "no name of a file", zipped(t, files))
		delete(files, name)
	}
	files[strings.ToUpper(uploadAt)] = []byte("x")
	b.expectBundle(exitFailed, "there twice", zipped(t, files))
}

func TestABundleThatWasMadeWrongIsFoundThoughTheLedgerSignedForIt(t *testing.T) {
	for what, c := range map[string]struct {
		change func(*draftBundle)
		says   string
	}{
		"evidence rewritten": {func(b *draftBundle) { b.files[contentAt] = []byte(`{"files":[],"links":[]}`) }, "is not what the ledger says was written"},
		"evidence erased":    {func(b *draftBundle) { b.files[contentAt] = []byte("erased") }, "is not what the ledger says was written"},
		"evidence missing":   {func(b *draftBundle) { delete(b.files, contentAt) }, "the ledger's lines tell of it"},
		"evidence of nobody": {func(b *draftBundle) {
			b.files["evidence/"+eventID+"/revisions/1.json"] = b.files[contentAt]
		}, "no line in the ledger tells of it"},
		"upload rewritten": {func(b *draftBundle) { b.files[uploadAt] = []byte("jello") }, "is not the file that"},
		"upload missing": {func(b *draftBundle) {
			delete(b.files, uploadAt)
			b.files["oscal/results.json"] = []byte(`{}`)
		}, "is missing"},
		"upload of nobody": {func(b *draftBundle) {
			b.files["evidence/"+evidenceID+"/files/"+eventID+"/x.txt"] = []byte("x")
		}, "belongs to no evidence"},
		"two uploads for one": {func(b *draftBundle) { b.files[uploadAt+".txt"] = []byte("x") }, "is missing"},
		"link missing":        {func(b *draftBundle) { delete(b.lines, eventAt) }, "links a state of security_event"},
		"href missing":        {func(b *draftBundle) { b.files["oscal/x.json"] = []byte(`{"a":[{"href":"../nowhere"}]}`) }, "is not in the bundle"},
		"href outside":        {func(b *draftBundle) { b.files["oscal/x.json"] = []byte(`{"href":"https://example.org/"}`) }, "is not in the bundle"},
		"href to no resource": {func(b *draftBundle) { b.files["oscal/x.json"] = []byte(`{"href":"#r"}`) }, "is not in it"},
		"line elsewhere":      {func(b *draftBundle) { b.lines[revisionAt]["position"] = 0 }, "is not proved to be entry 0"},
		"line past the end":   {func(b *draftBundle) { b.lines[revisionAt]["position"], b.lines[revisionAt]["proof"] = 99, []string{} }, "is not proved to be entry 99"},
		"line rewritten":      {func(b *draftBundle) { b.lines[revisionAt]["entry"] = []byte(`{"recordType":"evidence_revision"}`) }, "is not proved to be entry"},
		"proof rewritten":     {func(b *draftBundle) { b.lines[revisionAt]["proof"] = []string{sha(nil)} }, "is not proved to be entry"},
		"line of another":     {func(b *draftBundle) { b.lines[strings.Replace(revisionAt, "2b31", "2b39", 1)] = b.lines[revisionAt] }, "is about another record"},
		"no line":             {func(b *draftBundle) { b.files[revisionAt] = []byte{} }, "holds no line"},
		"a file among lines":  {func(b *draftBundle) { b.files["ledger/records/x"] = nil }, "is not named"},
		"row of another batch": {func(b *draftBundle) {
			b.lines[eventAt]["row"].(object)["proof"] = []string{sha(nil), sha(nil)}
		}, "is not proved to be of the batch"},
		"row elsewhere": {func(b *draftBundle) { b.lines[eventAt]["row"].(object)["index"] = 0 }, "is not proved to be of the batch"},
		"value forged": {func(b *draftBundle) {
			b.lines[eventAt]["row"].(object)["personal"].(object)["/change/title/after"].(object)["value"] = `"Flood"`
		}, "/change/title/after is not the value"},
		"value of nothing": {func(b *draftBundle) {
			b.lines[revisionAt]["personal"] = object{"/nowhere": object{"salt": []byte("s"), "value": `1`}}
		}, "/nowhere is not the value"},
		"change forged":  {func(b *draftBundle) { b.lines[uploadLine]["change"] = []byte(`{}`) }, "is not the one that it names"},
		"change missing": {func(b *draftBundle) { delete(b.lines[uploadLine], "change") }, "is not beside it"},
		"anchor of another": {func(b *draftBundle) {
			b.files["ledger/anchors/5.checkpoint"] = b.log.rewritten(2).checkpoint(5)
		}, "is not the beginning of"},
		"anchor unsigned": {func(b *draftBundle) { b.files["ledger/anchors/5.checkpoint"] = newLog(t, 5).checkpoint(5) }, "no trusted key"},
		"other format":    {func(b *draftBundle) { b.about["format"] = "zip/1" }, "is of the format"},
		"other period":    {func(b *draftBundle) { b.about["to"] = "z" }, "says otherwise"},
		"other ledger":    {func(b *draftBundle) { b.about["ledger"].(object)["treeSize"] = 3 }, "is not the one that bundle.json names"},
	} {
		t.Run(what, func(t *testing.T) {
			draft := draft(t)
			c.change(draft)
			code := exitFailed
			if what == "anchor of another" {
				code = exitContradicted
			}
			put(t, nil, draft.log.vkey).expectBundle(code, c.says, zipped(t, draft.sealed()), "-keys", "@keys")
		})
	}
}

func TestALineStandsOnceAndInItsOrder(t *testing.T) {
	draft := draft(t)
	files := draft.sealed(func(f map[string][]byte) { f[revisionAt] = append(f[revisionAt], f[revisionAt]...) })
	put(t, nil, draft.log.vkey).expectBundle(exitFailed, "is not after the line before it", zipped(t, files), "-keys", "@keys")
}
