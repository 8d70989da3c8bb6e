package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const maxCheckpoint = 64 << 10

// A checkpoint is a log's signed word that its first size entries have the root hash.
type checkpoint struct {
	origin    string
	size      int64
	root      tlog.Hash
	note      *note.Note
	text      []byte   // as it was read
	witnesses []string // who countersigned it
}

func (c *checkpoint) String() string {
	return fmt.Sprintf("%s, %d entries, root %s", c.origin, c.size, c.root)
}

// openCheckpoint parses a checkpoint and checks its signatures: one at least is of a trusted log key
// whose name is the origin or what the origin's epochs begin with, and witnesses of them are
// countersignatures by different trusted witnesses. A known key's wrong signature is a failure
// whatever else there is.
func openCheckpoint(where string, text []byte, k *keys, witnesses int) (*checkpoint, error) {
	opened, err := note.Open(text, k.all)
	var unknown *note.UnverifiedNoteError
	if errors.As(err, &unknown) {
		return nil, failed(where, "no trusted key signed it; it names %s", signers(unknown.Note))
	}
	if err != nil {
		return nil, failed(where, "is not signed as it should be: %v", err)
	}
	c, err := parseCheckpoint(opened)
	if err != nil {
		return nil, failed(where, "%v", err)
	}
	c.text = text
	signed := false
	byKey := map[string]bool{}
	for _, s := range opened.Sigs {
		id := keyID(s.Name, s.Hash)
		if key, ok := k.witnesses[id]; ok && !byKey[key] {
			byKey[key] = true
			c.witnesses = append(c.witnesses, s.Name)
		}
		if k.logs[id] && (c.origin == s.Name || strings.HasPrefix(c.origin, s.Name+"/epoch/")) {
			signed = true
		}
	}
	if !signed {
		return nil, failed(where, "no trusted key of the log %q signed it", c.origin)
	}
	if len(c.witnesses) < witnesses {
		return nil, failed(where, "%d trusted witnesses countersigned it, not %d", len(c.witnesses), witnesses)
	}
	return c, nil
}

func signers(n *note.Note) string {
	var names []string
	for _, s := range n.UnverifiedSigs {
		names = append(names, keyID(s.Name, s.Hash))
	}
	return strings.Join(names, ", ")
}

// parseCheckpoint reads the note's text: origin, size and root, then extensions that say nothing here.
func parseCheckpoint(n *note.Note) (*checkpoint, error) {
	lines := strings.Split(n.Text, "\n")
	if len(lines) < 4 || lines[0] == "" {
		return nil, errors.New("is no checkpoint: it needs an origin, a size and a root")
	}
	size, err := parseSize(lines[1])
	if err != nil {
		return nil, fmt.Errorf("is no checkpoint: %v", err)
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return nil, errors.New("is no checkpoint: its root is no hash")
	}
	return &checkpoint{origin: lines[0], size: size, root: root, note: n}, nil
}

func parseSize(text string) (int64, error) {
	size, err := strconv.ParseInt(text, 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != text {
		return 0, fmt.Errorf("%q is no size", text)
	}
	return size, nil
}

// readOlder reads checkpoints that were kept: files, or directories of nothing else.
func readOlder(places []string, k *keys) ([]*checkpoint, error) {
	var all []*checkpoint
	for _, place := range places {
		files := []string{place}
		if info, err := os.Stat(place); err != nil {
			return nil, err
		} else if info.IsDir() {
			found, err := filepath.Glob(filepath.Join(place, "*"))
			if err != nil {
				return nil, err
			}
			files = found
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			c, err := openCheckpoint(file, text, k, 0)
			if err != nil {
				return nil, err
			}
			all = append(all, c)
		}
	}
	return all, nil
}

// replace puts the content into the file such that a crash leaves the old or the new one.
func replace(file string, content []byte) error {
	old, err := os.ReadFile(file)
	if err == nil && bytes.Equal(old, content) {
		return nil
	}
	temporary, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name())
	if _, err = temporary.Write(content); err == nil {
		err = temporary.Sync()
	}
	if closing := temporary.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(temporary.Name(), file)
	}
	if err == nil {
		err = syncFolder(filepath.Dir(file))
	}
	return err
}

func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Sync()
}
