package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	manifestFile = "SHA256SUMS"
	sealFile     = "SHA256SUMS.tlog-proof"
	bundleFormat = "trust-fabric-auditor-bundle/1"
	maxDocument  = 256 << 20
)

var manifestLine = regexp.MustCompile(`^([0-9a-f]{64})  (\S+)$`)

// An auditorBundle is one on its way through the checks.
type auditorBundle struct {
	files   *archive
	digests map[string]string // SHA-256 in hex by path, of the manifest
	keys    *keys
	head    *checkpoint // what all lines are proved against
	records map[string]*record
	count   struct{ lines, personal, withheld, hrefs, anchors int }
}

// What a bundle is of, in its own words.
type about struct {
	Format, Framework, From, To, PreparedAt string
	PreparedFor                             struct{ Issuer, Subject string }
	Ledger                                  struct {
		Origin     string
		TreeSize   int64
		RootSha256 string
	}
	Uploads, UploadBytes int64
}

// verifyBundle checks an auditor's bundle and needs nothing else than it, and the keys.
func verifyBundle(args []string, out, log io.Writer) error {
	flags := flag.NewFlagSet("bundle", flag.ContinueOnError)
	keysFile := flags.String("keys", "", "`file` of trusted verifier keys, one a line; those in the bundle otherwise")
	witnesses := flags.Int("witnesses", 0, "`how many` trusted witnesses must have countersigned an anchored checkpoint")
	if err := parse(flags, args, log, 1); err != nil {
		return err
	}
	files, err := openArchive(flags.Arg(0))
	if err != nil {
		return err
	}
	defer files.file.Close()
	b := &auditorBundle{files: files, records: map[string]*record{}}
	manifest, err := b.holdManifest()
	if err != nil {
		return err
	}
	trusted := *keysFile
	if b.keys, err = b.trustedKeys(*keysFile); err != nil {
		return err
	}
	if trusted == "" {
		trusted = "none given; those in the bundle, which do not show who made it"
	}
	of, err := b.holdSeal(manifest)
	if err != nil {
		return err
	}
	for _, check := range []func() error{b.holdLines, b.holdEvidence, b.holdReferences,
		func() error { return b.holdAnchors(*witnesses) }} {
		if err := check(); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "VERIFIED\n  bundle:    %s, %s to %s, taken by %s of %s at %s\n  keys:      %s\n  ledger:    %s\n"+
		"  files:     %d, all as the ledger's line about this download says\n  evidence:  %d revisions, %d uploaded files\n"+
		"  lines:     %d about %d records, all proved; %d personal values fit, %d are erased\n"+
		"  oscal:     %d references, all to something in the bundle\n  anchors:   %d checkpoints kept elsewhere, all of this history\n",
		of.Framework, of.From, of.To, of.PreparedFor.Subject, of.PreparedFor.Issuer, of.PreparedAt, trusted, b.head,
		len(b.digests), len(b.revisions()), of.Uploads, b.count.lines, len(b.records), b.count.personal, b.count.withheld,
		b.count.hrefs, b.count.anchors)
	return nil
}

// holdManifest checks that the archive holds what the manifest names and nothing else.
func (b *auditorBundle) holdManifest() ([]byte, error) {
	manifest, err := b.files.read(manifestFile, maxDocument)
	if err != nil {
		return nil, err
	}
	b.digests = map[string]string{}
	for _, line := range strings.SplitAfter(string(manifest), "\n") {
		if line == "" {
			continue
		}
		parts := manifestLine.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if parts == nil || !strings.HasSuffix(line, "\n") || b.digests[parts[2]] != "" {
			return nil, failed(manifestFile, "has a line that is none: %q", line)
		}
		b.digests[parts[2]] = parts[1]
	}
	for _, e := range b.files.entries {
		if e.name == manifestFile || e.name == sealFile {
			continue
		}
		expected := b.digests[e.name]
		if expected == "" {
			return nil, failed(e.name, "is not in the manifest")
		}
		digest := sha256.New()
		if err := b.files.copyTo(digest, e); err != nil {
			return nil, err
		}
		if found := hex.EncodeToString(digest.Sum(nil)); found != expected {
			return nil, failed(e.name, "has SHA-256 %s, the manifest says %s", found, expected)
		}
	}
	for name := range b.digests {
		if b.files.byName[name] == nil || name == manifestFile || name == sealFile {
			return nil, failed(name, "is in the manifest and not in the bundle")
		}
	}
	return manifest, nil
}

func (b *auditorBundle) trustedKeys(file string) (*keys, error) {
	if file != "" {
		return readKeys(file)
	}
	text, err := b.files.read("ledger/keys.txt", maxCheckpoint)
	if err != nil {
		return nil, err
	}
	k, err := parseKeys("ledger/keys.txt", text)
	if err != nil {
		return nil, failed("ledger/keys.txt", "holds no keys: %v", err)
	}
	return k, nil
}

// holdSeal checks that the ledger's line about this download names the manifest, and that it is in the
// ledger. What is said about the bundle in the line, in the bundle and in its checkpoint is the same.
func (b *auditorBundle) holdSeal(manifest []byte) (*about, error) {
	of := &about{}
	if err := b.readJSON("bundle.json", of); err != nil {
		return nil, err
	}
	if of.Format != bundleFormat {
		return nil, failed("bundle.json", "is of the format %q, this program knows %s", of.Format, bundleFormat)
	}
	text, err := b.files.read("ledger/checkpoint", maxCheckpoint)
	if err != nil {
		return nil, err
	}
	if b.head, err = openCheckpoint("ledger/checkpoint", text, b.keys, 0); err != nil {
		return nil, err
	}
	if b.head.origin != of.Ledger.Origin || b.head.size != of.Ledger.TreeSize ||
		hex.EncodeToString(b.head.root[:]) != of.Ledger.RootSha256 {
		return nil, failed("ledger/checkpoint", "is not the one that bundle.json names")
	}
	proof, err := b.files.read(sealFile, maxDocument)
	if err != nil {
		return nil, err
	}
	line, err := extraData(sealFile, proof)
	if err != nil {
		return nil, failed(sealFile, "does not carry the ledger's line")
	}
	_, later, err := checkProof(sealFile, proof, line, b.keys, 0)
	if err != nil {
		return nil, err
	}
	if later.origin != b.head.origin || later.size < b.head.size ||
		later.size == b.head.size && later.root != b.head.root {
		return nil, failed(sealFile, "is of %s, the bundle of %s", later, b.head)
	}
	said := struct {
		Action string
		Actor  struct{ Issuer, Subject string }
		Change struct {
			Framework, From, To, ManifestSha256 string
			Files                               int
		}
	}{}
	if err := json.Unmarshal(line, &said); err != nil || said.Action != "auditor_bundle.downloaded" {
		return nil, failed(sealFile, "is about another line than a bundle's download")
	}
	sum := sha256.Sum256(manifest)
	if said.Change.ManifestSha256 != hex.EncodeToString(sum[:]) || said.Change.Files != len(b.digests) {
		return nil, failed(manifestFile, "is not the one that the ledger knows: its line names SHA-256 %s",
			said.Change.ManifestSha256)
	}
	if said.Change.Framework != of.Framework || said.Change.From != of.From || said.Change.To != of.To ||
		said.Actor != of.PreparedFor {
		return nil, failed("bundle.json", "says otherwise than the ledger's line about this download")
	}
	return of, nil
}

// holdAnchors checks that the checkpoints kept elsewhere are of this ledger and that it continues them.
func (b *auditorBundle) holdAnchors(witnesses int) error {
	var anchors []struct {
		Name, Kind, AnchoredAt, Checkpoint string
		Size                               int64
		Consistency                        []string
	}
	if err := b.readJSON("ledger/anchors.json", &anchors); err != nil {
		return err
	}
	countersigned := 0
	for _, anchor := range anchors {
		if anchor.Checkpoint == "" {
			continue
		}
		text, err := b.files.read(anchor.Checkpoint, maxCheckpoint)
		if err != nil {
			return err
		}
		c, err := openCheckpoint(anchor.Checkpoint, text, b.keys, 0)
		if err != nil {
			return err
		}
		proof, err := hexHashes(anchor.Consistency)
		if err != nil {
			return failed("ledger/anchors.json", "%v", err)
		}
		if c.origin != b.head.origin || c.size != anchor.Size {
			return failed(anchor.Checkpoint, "is not the one that ledger/anchors.json names")
		}
		if err := tlog.CheckTree(proof, b.head.size, b.head.root, c.size, c.root); err != nil {
			return contradicted(anchor.Checkpoint, "is not the beginning of %s", b.head)
		}
		if len(c.witnesses) > countersigned {
			countersigned = len(c.witnesses)
		}
		b.count.anchors++
	}
	if countersigned < witnesses {
		return failed("ledger/anchors.json", "%d trusted witnesses countersigned a checkpoint in it, not %d", countersigned, witnesses)
	}
	return nil
}

func (b *auditorBundle) readJSON(name string, into any) error {
	text, err := b.files.read(name, maxDocument)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	if err := decoder.Decode(into); err != nil {
		return failed(name, "is not the JSON that it should be: %v", err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return failed(name, "goes on after its end")
	}
	return nil
}

func hexHashes(texts []string) ([]tlog.Hash, error) {
	if len(texts) > 2*maxProof {
		return nil, fmt.Errorf("a proof has more than %d hashes", 2*maxProof)
	}
	hashes := []tlog.Hash{}
	for _, text := range texts {
		bytes, err := hex.DecodeString(text)
		if err != nil || len(bytes) != tlog.HashSize {
			return nil, fmt.Errorf("%q is no hash", text)
		}
		var hash tlog.Hash
		copy(hash[:], bytes)
		hashes = append(hashes, hash)
	}
	return hashes, nil
}
