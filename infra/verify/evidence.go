package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"strings"
)

var revisionFile = regexp.MustCompile(`^evidence/([0-9a-f-]{36})/revisions/([1-9][0-9]*)\.json$`)

// What a piece of evidence says, as far as it leads on to something else.
type evidenceContent struct {
	Files []struct {
		ID        string
		SizeBytes uint64
		Sha256    string
	}
	Links []struct {
		RecordType, RecordID, StateSha256 string
		RecordVersion                     int64
	}
}

// revisions answers the records of the revisions, by the path of what they said.
func (b *auditorBundle) revisions() map[string]*record {
	found := map[string]*record{}
	for name, r := range b.records {
		if strings.HasPrefix(name, "evidence_revision/") {
			found[fmt.Sprintf("evidence/%v/revisions/%v.json", r.created["evidenceId"], r.created["number"])] = r
		}
	}
	return found
}

// holdEvidence checks what evidence says against the ledger's lines about it, and its files and links
// against what it says.
func (b *auditorBundle) holdEvidence() error {
	revisions := b.revisions()
	uploads := map[string]bool{}
	for _, e := range b.files.entries {
		if revisionFile.MatchString(e.name) {
			r := revisions[e.name]
			if r == nil {
				return failed(e.name, "no line in the ledger tells of it")
			}
			if err := b.holdRevision(e, r, uploads); err != nil {
				return err
			}
			delete(revisions, e.name)
		}
	}
	for name := range revisions {
		return failed(name, "is missing: the ledger's lines tell of it")
	}
	for name := range b.digests {
		if strings.HasPrefix(name, "evidence/") && strings.Contains(name, "/files/") && !uploads[name] {
			return failed(name, "belongs to no evidence")
		}
	}
	return nil
}

func (b *auditorBundle) holdRevision(e *entry, r *record, uploads map[string]bool) error {
	text, err := b.files.read(e.name, maxDocument)
	if err != nil {
		return err
	}
	if string(text) == "erased" && r.actions["evidence_revision.erased"] {
		return nil
	}
	sum := sha256.Sum256(text)
	if r.created["contentSha256"] != hex.EncodeToString(sum[:]) {
		return failed(e.name, "is not what the ledger says was written: that has SHA-256 %v", r.created["contentSha256"])
	}
	content := evidenceContent{}
	if err := b.readJSON(e.name, &content); err != nil {
		return err
	}
	folder := path.Dir(path.Dir(e.name)) + "/files/"
	for _, file := range content.Files {
		name := b.under(folder + file.ID + "/")
		if name == "" {
			return failed(folder+file.ID, "is missing: %s names it", e.name)
		}
		line := b.records["evidence_file/"+file.ID]
		if b.digests[name] != file.Sha256 || b.files.byName[name].size != file.SizeBytes ||
			line == nil || line.created["sha256"] != file.Sha256 {
			return failed(name, "is not the file that %s and the ledger name", e.name)
		}
		uploads[name] = true
	}
	for _, link := range content.Links {
		linked := b.records[link.RecordType+"/"+link.RecordID]
		if linked == nil || !linked.states[state(link.RecordVersion, link.StateSha256)] {
			return failed(e.name, "links a state of %s %s that no line in the bundle tells of", link.RecordType, link.RecordID)
		}
	}
	return nil
}

// under answers the one file in a folder; nothing when there is none or several.
func (b *auditorBundle) under(folder string) string {
	found := ""
	for name := range b.digests {
		if strings.HasPrefix(name, folder) {
			if found != "" {
				return ""
			}
			found = name
		}
	}
	return found
}

// holdReferences checks that everything the OSCAL documents refer to is there.
func (b *auditorBundle) holdReferences() error {
	for _, e := range b.files.entries {
		if !strings.HasPrefix(e.name, "oscal/") {
			continue
		}
		var document any
		if err := b.readJSON(e.name, &document); err != nil {
			return err
		}
		known := map[string]bool{}
		var hrefs []string
		walk(document, known, &hrefs)
		for _, href := range hrefs {
			if strings.HasPrefix(href, "#") {
				if !known[href[1:]] {
					return failed(e.name, "refers to %s, which is not in it", href)
				}
			} else if b.digests[path.Join(path.Dir(e.name), href)] == "" {
				return failed(e.name, "refers to %s, which is not in the bundle", href)
			}
			b.count.hrefs++
		}
	}
	return nil
}

// walk collects the UUIDs that things in a document have, and what it refers to.
func walk(value any, uuids map[string]bool, hrefs *[]string) {
	switch value := value.(type) {
	case map[string]any:
		for name, member := range value {
			if text, ok := member.(string); ok && name == "uuid" {
				uuids[text] = true
			} else if ok && name == "href" {
				*hrefs = append(*hrefs, text)
			}
			walk(member, uuids, hrefs)
		}
	case []any:
		for _, item := range value {
			walk(item, uuids, hrefs)
		}
	}
}
