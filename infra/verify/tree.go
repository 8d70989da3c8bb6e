package main

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// tileWidth is how many hashes a full tile of C2SP tlog-tiles has: a subtree of height 8.
const tileWidth = 256

// A tree computes an RFC 6962 tree from its leaves in order, and tells of each tile that fills up.
// It holds one unfinished tile a level, however many leaves there are.
type tree struct {
	size   int64
	levels [][]tlog.Hash
	full   func(level int, index int64, hashes []tlog.Hash) error
}

func (t *tree) add(leaf tlog.Hash) error {
	t.size++
	hash := leaf
	for level := 0; ; level++ {
		if level == len(t.levels) {
			t.levels = append(t.levels, make([]tlog.Hash, 0, tileWidth))
		}
		t.levels[level] = append(t.levels[level], hash)
		if len(t.levels[level]) < tileWidth {
			return nil
		}
		if err := t.full(level, (t.size>>(8*(level+1)))-1, t.levels[level]); err != nil {
			return err
		}
		hash = treeHash(t.levels[level])
		t.levels[level] = t.levels[level][:0]
	}
}

// root is the tree's hash as it stands.
func (t *tree) root() tlog.Hash {
	var right []tlog.Hash
	for _, hashes := range t.levels {
		nodes := append(append([]tlog.Hash{}, hashes...), right...)
		if len(nodes) > 0 {
			right = []tlog.Hash{treeHash(nodes)}
		}
	}
	if right == nil {
		return tlog.Hash(sha256.Sum256(nil))
	}
	return right[0]
}

// treeHash joins neighbouring subtrees, all of one size but for a smaller last one, as RFC 6962,
// section 2.1 does: the left side is the largest power of two that is smaller than the whole.
func treeHash(nodes []tlog.Hash) tlog.Hash {
	if len(nodes) == 1 {
		return nodes[0]
	}
	cut := 1
	for cut*2 < len(nodes) {
		cut *= 2
	}
	return tlog.NodeHash(treeHash(nodes[:cut]), treeHash(nodes[cut:]))
}

// tilePath names a tile or, for the level "entries", a bundle, of which width hashes are there.
func tilePath(level string, index int64, width int) string {
	name := fmt.Sprintf("%03d", index%1000)
	for rest := index / 1000; rest > 0; rest /= 1000 {
		name = fmt.Sprintf("x%03d/%s", rest%1000, name)
	}
	path := "tile/" + level + "/" + name
	if width < tileWidth {
		path = fmt.Sprintf("%s.p/%d", path, width)
	}
	return path
}

// fullPath is where what was partial lies once it is full.
func fullPath(path string) string {
	full, _, _ := strings.Cut(path, ".p/")
	return full
}
