package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"strings"
)

const (
	zipTime     = 0x00210001 // 1980-01-01 00:00:02, date above time
	zipFlags    = 0x0808     // sizes follow the data; names are UTF-8
	zipMagic    = 0xffffffff
	zipVersion  = 20
	zip64       = 45
	localHeader = 30
)

// An archive is a ZIP file in the one form that a bundle has: entries without gaps, each with its
// header, deflated data and descriptor, then a directory that repeats the headers and nothing else. So
// two programs cannot see two archives in one file, and no byte of it is beyond what is checked.
type archive struct {
	file    *os.File
	entries []*entry
	byName  map[string]*entry
}

type entry struct {
	name             string
	data             int64 // offset
	compressed, size uint64
	crc              uint32
}

func openArchive(path string) (*archive, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	directory, err := zip.NewReader(file, info.Size())
	if err != nil {
		return nil, failed(path, "is no ZIP archive that can be read: %v", err)
	}
	a := &archive{file: file, byName: map[string]*entry{}}
	offset, expected := int64(0), []byte{}
	folded := map[string]bool{}
	for _, f := range directory.File {
		if !isName(f.Name) || folded[strings.ToLower(f.Name)] {
			return nil, failed(path, "has an entry %q, which is no name of a file or is there twice", f.Name)
		}
		folded[strings.ToLower(f.Name)] = true
		e := &entry{f.Name, offset + localHeader + int64(len(f.Name)), f.CompressedSize64, f.UncompressedSize64, f.CRC32}
		expected = append(expected, e.inDirectory(offset)...)
		if offset, err = a.holdHeaders(e, offset); err != nil {
			return nil, err
		}
		a.entries = append(a.entries, e)
		a.byName[e.name] = e
	}
	expected = append(expected, directoryEnd(len(a.entries), offset, int64(len(expected)))...)
	if info.Size()-offset != int64(len(expected)) {
		return nil, failed(path, "holds bytes that belong to no entry")
	}
	found := make([]byte, len(expected))
	if _, err := file.ReadAt(found, offset); err != nil {
		return nil, err
	}
	if !bytes.Equal(found, expected) {
		return nil, failed(path, "its directory is not that of its entries")
	}
	return a, nil
}

// isName says whether a name is a relative path of plain characters, that no system reads otherwise.
func isName(name string) bool {
	return fs.ValidPath(name) && name != "." && strings.IndexFunc(name, func(r rune) bool {
		return r <= ' ' || r > '~' || strings.ContainsRune(`\:*?"<>|`, r)
	}) < 0
}

// holdHeaders checks what stands before and after an entry's data, and answers where the next begins.
func (a *archive) holdHeaders(e *entry, offset int64) (int64, error) {
	expected := new(bytes.Buffer)
	appendAll(expected, uint32(0x04034b50), uint16(zipVersion), uint16(zipFlags), uint16(zip.Deflate), uint32(zipTime))
	appendAll(expected, uint32(0), uint32(0), uint32(0), uint16(len(e.name)), uint16(0))
	expected.WriteString(e.name)
	found := make([]byte, expected.Len())
	if _, err := a.file.ReadAt(found, offset); err != nil || !bytes.Equal(found, expected.Bytes()) {
		return 0, failed(e.name, "its header in the archive is not as it should be")
	}
	end := e.data + int64(e.compressed)
	expected.Reset()
	appendAll(expected, uint32(0x08074b50), e.crc)
	if e.compressed >= zipMagic || e.size >= zipMagic {
		appendAll(expected, e.compressed, e.size)
	} else {
		appendAll(expected, uint32(e.compressed), uint32(e.size))
	}
	found = make([]byte, expected.Len())
	if _, err := a.file.ReadAt(found, end); end < e.data || err != nil || !bytes.Equal(found, expected.Bytes()) {
		return 0, failed(e.name, "what follows its data in the archive is not as it should be")
	}
	return end + int64(len(found)), nil
}

func (e *entry) inDirectory(offset int64) []byte {
	long := new(bytes.Buffer)
	short := func(value uint64) uint32 {
		if value < zipMagic {
			return uint32(value)
		}
		appendAll(long, value)
		return zipMagic
	}
	size, compressed, at := short(e.size), short(e.compressed), short(uint64(offset))
	version := uint16(zipVersion)
	if long.Len() > 0 {
		version = zip64
		extra := new(bytes.Buffer)
		appendAll(extra, uint16(1), uint16(long.Len()))
		long = bytes.NewBuffer(append(extra.Bytes(), long.Bytes()...))
	}
	b := new(bytes.Buffer)
	appendAll(b, uint32(0x02014b50), version, version, uint16(zipFlags), uint16(zip.Deflate), uint32(zipTime), e.crc)
	appendAll(b, compressed, size, uint16(len(e.name)), uint16(long.Len()), uint16(0), uint16(0), uint16(0), uint32(0), at)
	b.WriteString(e.name)
	b.Write(long.Bytes())
	return b.Bytes()
}

func directoryEnd(count int, offset, length int64) []byte {
	b := new(bytes.Buffer)
	entries, from, size := uint16(count), uint32(offset), uint32(length)
	if count >= 0xffff || offset >= zipMagic || length >= zipMagic {
		appendAll(b, uint32(0x06064b50), uint64(44), uint16(zip64), uint16(zip64), uint32(0), uint32(0))
		appendAll(b, uint64(count), uint64(count), uint64(length), uint64(offset))
		appendAll(b, uint32(0x07064b50), uint32(0), uint64(offset+length), uint32(1))
		if count >= 0xffff {
			entries = 0xffff
		}
		if offset >= zipMagic {
			from = zipMagic
		}
		if length >= zipMagic {
			size = zipMagic
		}
	}
	appendAll(b, uint32(0x06054b50), uint16(0), uint16(0), entries, entries, size, from, uint16(0))
	return b.Bytes()
}

func appendAll(b *bytes.Buffer, values ...any) {
	for _, value := range values {
		_ = binary.Write(b, binary.LittleEndian, value) // a buffer takes everything
	}
}

// copyTo writes an entry's content, and checks that it is exactly what the headers say.
func (a *archive) copyTo(to io.Writer, e *entry) error {
	packed := bufio.NewReader(io.NewSectionReader(a.file, e.data, int64(e.compressed)))
	crc := crc32.NewIEEE()
	size, err := io.Copy(io.MultiWriter(to, crc), io.LimitReader(flate.NewReader(packed), int64(e.size)+1))
	if err != nil {
		return failed(e.name, "cannot be unpacked: %v", err)
	}
	if _, err := packed.ReadByte(); err != io.EOF || uint64(size) != e.size || crc.Sum32() != e.crc {
		return failed(e.name, "is not what the archive says it is")
	}
	return nil
}

// read answers the content of an entry of at most limit bytes.
func (a *archive) read(name string, limit uint64) ([]byte, error) {
	e := a.byName[name]
	if e == nil {
		return nil, failed(name, "is missing")
	}
	if e.size > limit {
		return nil, failed(name, "is longer than %d bytes", limit)
	}
	content := new(bytes.Buffer)
	err := a.copyTo(content, e)
	return content.Bytes(), err
}

func (a *archive) String() string { return fmt.Sprintf("%d files", len(a.entries)) }
