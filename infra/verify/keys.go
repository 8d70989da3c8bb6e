package main

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// Signature types of C2SP signed-note.
const (
	algorithmLog         = 1
	algorithmCosignature = 4
)

// Verifier keys that are trusted: of logs, and of witnesses.
type keys struct {
	all       note.Verifiers
	logs      map[string]bool
	witnesses map[string]string // public key by verifier
}

func readKeys(file string) (*keys, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	k, err := parseKeys(file, text)
	if err != nil {
		return nil, usageError{err}
	}
	return k, nil
}

// parseKeys reads verifier keys, one a line.
func parseKeys(where string, text []byte) (*keys, error) {
	k := &keys{logs: map[string]bool{}, witnesses: map[string]string{}}
	var all []note.Verifier
	seen := map[string]bool{} // a key that signed, was replaced and came back stands there twice
	lines := bufio.NewScanner(bytes.NewReader(text))
	for number := 1; lines.Scan(); number++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if seen[line] {
			continue
		}
		seen[line] = true
		verifier, err := newVerifier(line)
		if err != nil {
			return nil, fmt.Errorf("%s, line %d: %v", where, number, err)
		}
		all = append(all, verifier)
		id := keyID(verifier.Name(), verifier.KeyHash())
		if w, ok := verifier.(*witnessVerifier); ok {
			k.witnesses[id] = string(w.key)
		} else {
			k.logs[id] = true
		}
	}
	if len(k.logs) == 0 {
		return nil, fmt.Errorf("%s holds no log's key", where)
	}
	k.all = note.VerifierList(all...)
	return k, nil
}

func keyID(name string, hash uint32) string { return fmt.Sprintf("%s+%08x", name, hash) }

// newVerifier reads a verifier key of C2SP signed-note: name+hash+base64(type || public key).
func newVerifier(text string) (note.Verifier, error) {
	name, _, key, err := parseKey(text)
	if err != nil {
		return nil, err
	}
	if len(key) == 1+ed25519.PublicKeySize && key[0] == algorithmCosignature {
		return &witnessVerifier{name, keyHash(name, key), ed25519.PublicKey(key[1:])}, nil
	}
	return note.NewVerifier(text)
}

func parseKey(text string) (name string, hash uint32, key []byte, err error) {
	name, rest, _ := strings.Cut(text, "+")
	hash16, key64, ok := strings.Cut(rest, "+")
	hash64, err1 := strconv.ParseUint(hash16, 16, 32)
	key, err2 := base64.StdEncoding.DecodeString(key64)
	if !ok || len(hash16) != 8 || err1 != nil || err2 != nil || len(key) == 0 || name == "" {
		return "", 0, nil, fmt.Errorf("is no verifier key")
	}
	return name, uint32(hash64), key, checkHash(name, key, uint32(hash64))
}

func checkHash(name string, key []byte, hash uint32) error {
	if key[0] == algorithmCosignature && keyHash(name, key) != hash {
		return fmt.Errorf("the key's hash does not match")
	}
	return nil
}

func keyHash(name string, key []byte) uint32 {
	sum := sha256.Sum256([]byte(name + "\n" + string(key)))
	return binary.BigEndian.Uint32(sum[:])
}

// A witnessVerifier checks cosignatures of type cosignature/v1 (C2SP tlog-cosignature).
type witnessVerifier struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w *witnessVerifier) Name() string    { return w.name }
func (w *witnessVerifier) KeyHash() uint32 { return w.hash }

func (w *witnessVerifier) Verify(message, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize || signature[0] > 0x7f {
		return false
	}
	at := binary.BigEndian.Uint64(signature)
	return ed25519.Verify(w.key, cosigned(message, at), signature[8:])
}

func cosigned(message []byte, at uint64) []byte {
	return append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", at)), message...)
}

// A witnessSigner countersigns checkpoints.
type witnessSigner struct {
	witnessVerifier
	private ed25519.PrivateKey
	now     func() time.Time
}

func (w *witnessSigner) Sign(message []byte) ([]byte, error) {
	at := uint64(w.now().Unix())
	signature := binary.BigEndian.AppendUint64(nil, at)
	return append(signature, ed25519.Sign(w.private, cosigned(message, at))...), nil
}

const privatePrefix = "PRIVATE+KEY+"

func readWitnessSigner(file string) (*witnessSigner, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	key := strings.TrimSpace(string(text))
	name, hash, secret, err := parsePrivate(key)
	if err != nil {
		return nil, usageError{fmt.Errorf("%s: %v", file, err)}
	}
	private := ed25519.NewKeyFromSeed(secret)
	public := private.Public().(ed25519.PublicKey)
	signer := &witnessSigner{witnessVerifier{name, hash, public}, private, time.Now}
	if keyHash(name, append([]byte{algorithmCosignature}, public...)) != hash {
		return nil, usageError{fmt.Errorf("%s: the key's hash does not match", file)}
	}
	return signer, nil
}

func parsePrivate(text string) (name string, hash uint32, seed []byte, err error) {
	if !strings.HasPrefix(text, privatePrefix) {
		return "", 0, nil, fmt.Errorf("is no private key")
	}
	parts := strings.SplitN(text[len(privatePrefix):], "+", 3)
	if len(parts) != 3 {
		return "", 0, nil, fmt.Errorf("is no private key")
	}
	hash64, err1 := strconv.ParseUint(parts[1], 16, 32)
	key, err2 := base64.StdEncoding.DecodeString(parts[2])
	if err1 != nil || err2 != nil || len(key) != 1+ed25519.SeedSize || key[0] != algorithmCosignature {
		return "", 0, nil, fmt.Errorf("is no witness's private key")
	}
	return parts[0], uint32(hash64), key[1:], nil
}

// newKey makes a key pair: the private key into a new file, the verifier key to the output.
func newKey(args []string, out, log io.Writer) error {
	flags := flag.NewFlagSet("newkey", flag.ContinueOnError)
	name := flags.String("name", "", "the `name` of who signs, a URL without its scheme")
	file := flags.String("key", "", "the new `file` for the private key")
	ofLog := flags.Bool("log", false, "a log's key instead of a witness's")
	if err := parse(flags, args, log, 0, "name", "key"); err != nil {
		return err
	}
	if strings.ContainsAny(*name, "+ \t\n") {
		return usageError{fmt.Errorf("a name has neither spaces nor plus signs")}
	}
	private, public, err := generate(*name, *ofLog)
	if err != nil {
		return err
	}
	to, err := os.OpenFile(*file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err = fmt.Fprintln(to, private); err == nil {
		err = to.Close()
	}
	fmt.Fprintln(out, public)
	return err
}

func generate(name string, ofLog bool) (private, public string, err error) {
	if ofLog {
		return note.GenerateKey(rand.Reader, name)
	}
	key, secret, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return "", "", err
	}
	verifier := append([]byte{algorithmCosignature}, key...)
	signer := append([]byte{algorithmCosignature}, secret.Seed()...)
	hash := keyHash(name, verifier)
	return fmt.Sprintf("%s%s+%08x+%s", privatePrefix, name, hash, base64.StdEncoding.EncodeToString(signer)),
		fmt.Sprintf("%s+%08x+%s", name, hash, base64.StdEncoding.EncodeToString(verifier)), nil
}
