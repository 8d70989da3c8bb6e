package main

import (
	"encoding/base64"
	"strings"
	"testing"
)

func TestEachEntryIsProved(t *testing.T) {
	log := newLog(t, 300)
	b := put(t, nil, log.vkey)
	for _, size := range []int{1, 2, 3, 7, 256, 300} {
		for _, index := range []int{0, size / 2, size - 1} {
			b.write("proof", []byte(log.proof(index, size)))
			b.write("entry", log.entries[index])
			b.expect(exitVerified, "are in the log", "proof", "-keys", "@keys", "-entry", "@entry", "@proof")
		}
	}
	b.write("proof", []byte(strings.Replace(log.proof(7, 300), "index", "extra AAAA\nindex", 1)))
	b.write("entry", log.entries[7])
	b.expect(exitVerified, "entry:     7,", "proof", "-keys", "@keys", "-entry", "@entry", "@proof")
}

func TestTheEntryMayLieInTheProofItself(t *testing.T) {
	log := newLog(t, 300)
	b := put(t, nil, log.vkey)
	carrying := func(entry []byte) []byte {
		return []byte(strings.Replace(log.proof(7, 300), "index",
			"extra "+base64.StdEncoding.EncodeToString(entry)+"\nindex", 1))
	}
	b.write("proof", carrying(log.entries[7]))
	b.expect(exitVerified, `bytes:     "{\"line\":7}"`, "proof", "-keys", "@keys", "@proof")
	b.write("proof", carrying(log.entries[8]))
	b.expect(exitFailed, "does not prove", "proof", "-keys", "@keys", "@proof")
	b.write("proof", []byte(log.proof(7, 300)))
	b.expect(exitUsage, "does not carry the entry", "proof", "-keys", "@keys", "@proof")
}

func TestAProofProvesNothingElse(t *testing.T) {
	log := newLog(t, 300)
	proof := log.proof(7, 300)
	for what, c := range map[string]struct{ proof, says string }{
		"another index":      {strings.Replace(proof, "index 7", "index 8", 1), "does not prove"},
		"an index past it":   {strings.Replace(proof, "index 7", "index 300", 1), "is past the checkpoint"},
		"an index of zeroes": {strings.Replace(proof, "index 7", "index 07", 1), "has no index"},
		"no index":           {strings.Replace(proof, "index 7\n", "", 1), "has no index"},
		"another format":     {strings.Replace(proof, "@v1", "@v2", 1), "does not begin with"},
		"a changed hash":     {flipHash(proof), "does not prove"},
		"a hash less":        {withoutLine(proof, 2), "does not prove"},
		"a broken hash":      {strings.Replace(proof, "index 7\n", "index 7\n?\n", 1), "is no hash"},
		"another root":       {strings.Replace(proof, log.root(300).String(), log.root(299).String(), 1), "is not signed"},
		"another log":        {newLog(t, 300).proof(7, 300), "no trusted key"},
	} {
		b := put(t, nil, log.vkey)
		b.write("proof", []byte(c.proof))
		b.write("entry", log.entries[7])
		t.Run(what, func(t *testing.T) {
			b.t = t
			b.expect(exitFailed, c.says, "proof", "-keys", "@keys", "-entry", "@entry", "@proof")
		})
	}
	b := put(t, nil, log.vkey)
	b.write("proof", []byte(proof))
	b.write("entry", []byte(`{"line":8}`))
	b.expect(exitFailed, "does not prove", "proof", "-keys", "@keys", "-entry", "@entry", "@proof")
}

func withoutLine(text string, number int) string {
	lines := strings.Split(text, "\n")
	return strings.Join(append(append([]string{}, lines[:number]...), lines[number+1:]...), "\n")
}

func flipHash(text string) string {
	lines := strings.Split(text, "\n")
	first := "A"
	if strings.HasPrefix(lines[2], first) {
		first = "B"
	}
	lines[2] = first + lines[2][1:]
	return strings.Join(lines, "\n")
}
