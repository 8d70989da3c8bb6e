package main

import (
	"encoding/base64"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const proofHeader = "c2sp.org/tlog-proof@v1"

// maxProof is how many hashes a proof in a tree of 2^63 entries can have.
const maxProof = 63

// verifyProof checks a tlog-proof file for one entry's bytes.
func verifyProof(args []string, out, log io.Writer) error {
	flags := flag.NewFlagSet("proof", flag.ContinueOnError)
	keysFile := flags.String("keys", "", "`file` of trusted verifier keys, one a line")
	entryFile := flags.String("entry", "", "`file` of the entry's bytes, exactly as logged; the proof's extra data otherwise")
	witnesses := flags.Int("witnesses", 0, "`how many` trusted witnesses must have countersigned")
	if err := parse(flags, args, log, 1, "keys"); err != nil {
		return err
	}
	k, err := readKeys(*keysFile)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(flags.Arg(0))
	if err != nil {
		return err
	}
	var entry []byte
	if *entryFile != "" {
		entry, err = os.ReadFile(*entryFile)
	} else {
		entry, err = extraData(flags.Arg(0), text)
	}
	if err != nil {
		return err
	}
	index, c, err := checkProof(flags.Arg(0), text, entry, k, *witnesses)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "VERIFIED\n  entry:     %d, its %d bytes are in the log\n  log:       %s\n  witnesses: %s\n",
		index, len(entry), c, listed(c.witnesses))
	if *entryFile == "" {
		fmt.Fprintf(out, "  bytes:     %q\n", entry)
	}
	return nil
}

// extraData is what a proof file carries beside the proof. Nobody vouches for it, until it turns out to
// be the very entry that is proved.
func extraData(where string, text []byte) ([]byte, error) {
	lines := strings.SplitN(string(text), "\n", 3)
	if len(lines) < 2 || !strings.HasPrefix(lines[1], "extra ") {
		return nil, usageError{fmt.Errorf("%s does not carry the entry: give it as -entry", where)}
	}
	entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return nil, failed(where, "its extra data is no base64")
	}
	return entry, nil
}

// checkProof checks that the entry is in the tree of the proof's own checkpoint. Extra data is not
// looked at: nobody vouches for it.
func checkProof(where string, text, entry []byte, k *keys, witnesses int) (int64, *checkpoint, error) {
	head, signed, ok := strings.Cut(string(text), "\n\n")
	lines := strings.Split(head, "\n")
	if !ok || lines[0] != proofHeader {
		return 0, nil, failed(where, "does not begin with %s", proofHeader)
	}
	lines = lines[1:]
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return 0, nil, failed(where, "has no index")
	}
	index, err := parseSize(strings.TrimPrefix(lines[0], "index "))
	if err != nil {
		return 0, nil, failed(where, "has no index: %v", err)
	}
	hashes, err := parseHashes(lines[1:])
	if err != nil {
		return 0, nil, failed(where, "%v", err)
	}
	c, err := openCheckpoint(where, []byte(signed), k, witnesses)
	if err != nil {
		return 0, nil, err
	}
	if index >= c.size {
		return 0, nil, failed(where, "entry %d is past the checkpoint's %d entries", index, c.size)
	}
	if err := tlog.CheckRecord(hashes, c.size, c.root, index, tlog.RecordHash(entry)); err != nil {
		return 0, nil, failed(where, "does not prove these bytes to be entry %d of %s", index, c)
	}
	return index, c, nil
}

func parseHashes(lines []string) ([]tlog.Hash, error) {
	if len(lines) > maxProof {
		return nil, fmt.Errorf("has more than %d hashes", maxProof)
	}
	hashes := []tlog.Hash{}
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, fmt.Errorf("%q is no hash", line)
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}
