package main

import (
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	maxBundle = tileWidth * (2 + 65535)
	maxTile   = tileWidth * tlog.HashSize
	ahead     = 16 // bundles that are asked for before they are needed
)

type places []string

func (p *places) String() string     { return strings.Join(*p, ",") }
func (p *places) Set(s string) error { *p = append(*p, s); return nil }

// verifyLog recomputes a whole log from its entries and holds tiles, checkpoint and older checkpoints
// against it.
func verifyLog(args []string, out, log io.Writer) error {
	flags := flag.NewFlagSet("log", flag.ContinueOnError)
	from := flags.String("from", "", "`where` the log is: base URL, directory or ZIP file")
	keysFile := flags.String("keys", "", "`file` of trusted verifier keys, one a line")
	tokenFile := flags.String("token", "", "`file` of the bearer token; the environment's TLOG_TOKEN otherwise")
	keptFile := flags.String("kept", "", "`file` of the newest checkpoint seen so far, replaced on success")
	first := flags.Bool("first", false, "there is no kept checkpoint yet: begin to keep one")
	witnesses := flags.Int("witnesses", 0, "`how many` trusted witnesses must have countersigned")
	var olderPlaces places
	flags.Var(&olderPlaces, "older", "`file` or directory of older checkpoints to hold it against; may be repeated")
	if err := parse(flags, args, log, 0, "from", "keys"); err != nil {
		return err
	}
	k, err := readKeys(*keysFile)
	if err != nil {
		return err
	}
	if *keptFile != "" && !*first {
		if _, err := os.Stat(*keptFile); errors.Is(err, os.ErrNotExist) {
			return usageError{fmt.Errorf("%s does not exist: say -first when nothing was kept yet", *keptFile)}
		}
		olderPlaces = append(olderPlaces, *keptFile)
	}
	older, err := readOlder(olderPlaces, k)
	if err != nil {
		return err
	}
	files, err := open(*from, *tokenFile)
	if err != nil {
		return err
	}
	text, err := files.read("checkpoint", maxCheckpoint)
	if errors.Is(err, errAbsent) {
		return failed("checkpoint", "is not there")
	}
	if err != nil {
		return err
	}
	newest, err := openCheckpoint("checkpoint", text, k, *witnesses)
	if err != nil {
		return err
	}
	if err := recompute(files, newest, older); err != nil {
		return err
	}
	if *keptFile != "" {
		if err := replace(*keptFile, newest.text); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "VERIFIED\n  log:       %s\n  entries:   %d, all of them hashed again\n  root:      %s\n"+
		"  witnesses: %s\n  older:     %d checkpoints, all of this history\n",
		newest.origin, newest.size, newest.root, listed(newest.witnesses), len(older))
	return nil
}

func listed(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// recompute builds the tree from the entries. The roots at the sizes of older checkpoints are taken
// on the way: what they promised must be what the entries of today hash to.
func recompute(files source, newest *checkpoint, older []*checkpoint) error {
	sort.SliceStable(older, func(i, j int) bool { return older[i].size < older[j].size })
	for _, o := range older {
		if o.origin != newest.origin {
			return contradicted("checkpoint", "is of the log %q, an older one of %q", newest.origin, o.origin)
		}
		if o.size > newest.size {
			return contradicted("checkpoint", "has %d entries, fewer than the %d of an older one: rolled back",
				newest.size, o.size)
		}
	}
	t := &tree{full: func(level int, index int64, hashes []tlog.Hash) error {
		return holdTile(files, level, index, hashes)
	}}
	holdOlder := func() error {
		for ; len(older) > 0 && older[0].size == t.size; older = older[1:] {
			if root := t.root(); root != older[0].root {
				return contradicted(fmt.Sprintf("the first %d entries", t.size),
					"have the root %s, an older checkpoint says %s: history was rewritten", root, older[0].root)
			}
		}
		return nil
	}
	if err := holdOlder(); err != nil {
		return err
	}
	bundles := readAhead(files, newest.size)
	for n := int64(0); n*tileWidth < newest.size; n++ {
		bundle := <-<-bundles
		if bundle.err != nil {
			return bundle.err
		}
		for i, leaf := range bundle.leaves {
			if leaf != bundle.tile[i] {
				return failed(fmt.Sprintf("entry %d", t.size), "hashes to %s, tile %s says %s",
					leaf, tilePath("0", n, len(bundle.tile)), bundle.tile[i])
			}
			if err := t.add(leaf); err != nil {
				return err
			}
			if err := holdOlder(); err != nil {
				return err
			}
		}
	}
	for level, hashes := range t.levels {
		if level > 0 && len(hashes) > 0 {
			if err := holdTile(files, level, t.size>>(8*(level+1)), hashes); err != nil {
				return err
			}
		}
	}
	if root := t.root(); root != newest.root {
		return failed("checkpoint", "says root %s, the %d entries have %s", newest.root, t.size, root)
	}
	return nil
}

// A bundle's leaf hashes, computed from the entries, and the tile that repeats them.
type bundle struct {
	leaves []tlog.Hash
	tile   []tlog.Hash
	err    error
}

// readAhead reads all bundles in order, several at a time.
func readAhead(files source, size int64) <-chan (<-chan bundle) {
	bundles := make(chan (<-chan bundle), ahead)
	go func() {
		for n := int64(0); n*tileWidth < size; n++ {
			read := make(chan bundle, 1)
			bundles <- read
			go func(n int64) {
				read <- readBundle(files, n, width(size-n*tileWidth))
			}(n)
		}
	}()
	return bundles
}

func width(left int64) int {
	if left > tileWidth {
		return tileWidth
	}
	return int(left)
}

func readBundle(files source, n int64, width int) (b bundle) {
	path := tilePath("entries", n, width)
	data, full, err := readPart(files, path, maxBundle)
	if err != nil {
		return bundle{err: err}
	}
	for i := 0; i < width; i++ {
		where := fmt.Sprintf("entry %d", n*tileWidth+int64(i))
		if len(data) < 2 {
			return bundle{err: failed(where, "is missing at the end of %s", path)}
		}
		length := int(binary.BigEndian.Uint16(data))
		if len(data) < 2+length {
			return bundle{err: failed(where, "is cut off in %s", path)}
		}
		b.leaves = append(b.leaves, tlog.RecordHash(data[2:2+length]))
		data = data[2+length:]
	}
	if len(data) > 0 && !(full && width < tileWidth) {
		return bundle{err: failed(path, "has %d bytes after its last entry", len(data))}
	}
	b.tile, b.err = readTile(files, 0, n, width)
	return b
}

// readPart reads a file; a partial one that is gone may have become full meanwhile.
func readPart(files source, path string, limit int64) (data []byte, full bool, err error) {
	data, err = files.read(path, limit)
	if errors.Is(err, errAbsent) && fullPath(path) != path {
		full = true
		data, err = files.read(fullPath(path), limit)
	}
	if errors.Is(err, errAbsent) {
		err = failed(path, "is not there")
	}
	return data, full, err
}

func readTile(files source, level int, index int64, width int) ([]tlog.Hash, error) {
	path := tilePath(strconv.Itoa(level), index, width)
	data, full, err := readPart(files, path, maxTile)
	if err != nil {
		return nil, err
	}
	expected := width * tlog.HashSize
	if full {
		expected = maxTile
	}
	if len(data) != expected {
		return nil, failed(path, "has %d bytes instead of %d", len(data), expected)
	}
	hashes := make([]tlog.Hash, width)
	for i := range hashes {
		copy(hashes[i][:], data[i*tlog.HashSize:])
	}
	return hashes, nil
}

// holdTile compares a tile with the hashes that were computed.
func holdTile(files source, level int, index int64, hashes []tlog.Hash) error {
	if level == 0 {
		return nil // already compared, entry by entry
	}
	tile, err := readTile(files, level, index, len(hashes))
	if err != nil {
		return err
	}
	for i, hash := range hashes {
		if tile[i] != hash {
			return failed(fmt.Sprintf("%s, hash %d", tilePath(strconv.Itoa(level), index, len(hashes)), i),
				"says %s, the entries below have %s", tile[i], hash)
		}
	}
	return nil
}
