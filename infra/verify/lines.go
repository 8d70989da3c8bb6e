package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

var recordFile = regexp.MustCompile(`^ledger/records/([a-z_]+)/([0-9a-f-]{36})\.ndjson$`)

// A record as its proved lines tell of it.
type record struct {
	states  map[string]bool // version and digest of each state that a line names
	actions map[string]bool
	created map[string]any // the first values of its fields
}

// One line about a record with what is kept beside it, or one row of a batch.
type provedPart struct {
	Entry    []byte
	Proof    []string
	Personal map[string]struct {
		Salt  []byte
		Value string // canonical JSON
	}
	Change []byte
}

type provedLine struct {
	Position int64
	provedPart
	Row *struct {
		Index int64
		provedPart
	}
}

// holdLines proves every line to be in the ledger, and each value that a line holds by digest only.
func (b *auditorBundle) holdLines() error {
	for _, e := range b.files.entries {
		if !strings.HasPrefix(e.name, "ledger/records/") {
			continue
		}
		parts := recordFile.FindStringSubmatch(e.name)
		if parts == nil {
			return failed(e.name, "is not named as lines about a record are")
		}
		if err := b.holdRecord(e, parts[1], parts[2]); err != nil {
			return err
		}
	}
	return nil
}

func (b *auditorBundle) holdRecord(e *entry, recordType, id string) error {
	read, write := io.Pipe()
	go func() { write.CloseWithError(b.files.copyTo(write, e)) }()
	defer read.Close()
	lines := bufio.NewScanner(read)
	lines.Buffer(nil, maxDocument)
	r := &record{states: map[string]bool{}, actions: map[string]bool{}}
	last := int64(-1)
	for number := 1; lines.Scan(); number++ {
		where := fmt.Sprintf("%s, line %d", e.name, number)
		line := &provedLine{}
		decoder := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(line); err != nil {
			return failed(where, "is no line with its proof: %v", err)
		}
		if line.Position <= last {
			return failed(where, "is not after the line before it")
		}
		last = line.Position
		if err := b.holdLine(where, line, recordType, id, r); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	if last < 0 {
		return failed(e.name, "holds no line")
	}
	b.records[recordType+"/"+id] = r
	return nil
}

func (b *auditorBundle) holdLine(where string, line *provedLine, recordType, id string, r *record) error {
	if err := include(line.Proof, b.head.size, b.head.root, line.Position, line.Entry); err != nil {
		return failed(where, "is not proved to be entry %d of %s", line.Position, b.head)
	}
	said, err := b.disclose(where, line.provedPart)
	if err != nil {
		return err
	}
	of := said
	if line.Row != nil {
		batch, _ := said["batch"].(map[string]any)
		count, _ := batch["count"].(float64)
		root, err := hexHashes([]string{fmt.Sprint(batch["rootSha256"])})
		if err != nil || include(line.Row.Proof, int64(count), root[0], line.Row.Index, line.Row.Entry) != nil {
			return failed(where, "its row %d is not proved to be of the batch", line.Row.Index)
		}
		if of, err = b.disclose(where, line.Row.provedPart); err != nil {
			return err
		}
	}
	if said["recordType"] != recordType || of["recordId"] != id {
		return failed(where, "is about another record")
	}
	b.count.lines++
	r.actions[fmt.Sprint(said["action"])] = true
	if digest, ok := of["stateSha256"].(string); ok {
		version, _ := of["recordVersion"].(float64)
		r.states[state(int64(version), digest)] = true
		if r.created == nil {
			r.created = map[string]any{}
			for name, sides := range of["change"].(map[string]any) {
				r.created[name] = sides.(map[string]any)["after"]
			}
		}
	}
	return nil
}

func state(version int64, digest string) string { return fmt.Sprintf("%d %s", version, digest) }

func include(proof []string, size int64, root tlog.Hash, index int64, entry []byte) error {
	hashes, err := hexHashes(proof)
	if err == nil && (index < 0 || index >= size) {
		err = fmt.Errorf("there is no entry %d", index)
	}
	if err == nil {
		err = tlog.CheckRecord(hashes, size, root, index, tlog.RecordHash(entry))
	}
	return err
}

// disclose reads an entry and checks what is kept beside it: a change that it names by digest, and
// personal values, of each of which it holds SHA-256(salt || canonical value).
func (b *auditorBundle) disclose(where string, part provedPart) (map[string]any, error) {
	said := map[string]any{}
	if err := json.Unmarshal(part.Entry, &said); err != nil {
		return nil, failed(where, "its entry is no JSON")
	}
	change, isObject := said["change"].(map[string]any)
	if said["change"] != nil && !isObject {
		return nil, failed(where, "its change is no object")
	}
	if part.Change != nil {
		sum := sha256.Sum256(part.Change)
		beside := map[string]any{}
		if change["sha256"] != hex.EncodeToString(sum[:]) || json.Unmarshal(part.Change, &beside) != nil {
			return nil, failed(where, "the change beside it is not the one that it names")
		}
		said["change"] = beside
	} else if _, ok := change["sha256"].(string); ok {
		return nil, failed(where, "the change that it names is not beside it")
	}
	if said["stateSha256"] != nil {
		for name, sides := range asObject(said["change"]) {
			if _, ok := sides.(map[string]any); !ok {
				return nil, failed(where, "its change of %s has no sides", name)
			}
		}
		if said["change"] == nil {
			said["change"] = map[string]any{}
		}
	}
	for pointer, value := range part.Personal {
		sum := sha256.Sum256(append(append([]byte{}, value.Salt...), value.Value...))
		if digest, ok := at(said, pointer).(map[string]any); !ok || digest["sha256"] != hex.EncodeToString(sum[:]) {
			return nil, failed(where, "%s is not the value that the entry holds the digest of", pointer)
		}
		b.count.personal++
	}
	b.count.withheld += withheld(said, "", part)
	return said, nil
}

func asObject(value any) map[string]any {
	object, _ := value.(map[string]any)
	return object
}

// at follows a JSON pointer; nil when it leads nowhere.
func at(value any, pointer string) any {
	for _, name := range strings.Split(pointer, "/")[1:] {
		object, ok := value.(map[string]any)
		if !ok {
			return nil
		}
		value = object[strings.NewReplacer("~1", "/", "~0", "~").Replace(name)]
	}
	return value
}

// withheld counts digests {"sha256": ...} whose values are not beside the entry: erased ones.
func withheld(value any, pointer string, part provedPart) int {
	object, ok := value.(map[string]any)
	if !ok {
		return 0
	}
	if _, isDigest := object["sha256"].(string); isDigest && len(object) == 1 {
		if _, known := part.Personal[pointer]; !known {
			return 1
		}
		return 0
	}
	count := 0
	for name, member := range object {
		count += withheld(member, pointer+"/"+strings.NewReplacer("~", "~0", "/", "~1").Replace(name), part)
	}
	return count
}
