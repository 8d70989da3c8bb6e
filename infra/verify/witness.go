package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A witness countersigns checkpoints that continue what it countersigned before (C2SP tlog-witness).
// It remembers the newest of each log in a file, so that whoever rewrites a log and signs it anew
// does not get past it.
type witness struct {
	keys   *keys
	signer note.Signer
	file   string
	log    io.Writer

	mutex sync.Mutex
	state map[string]seen // by origin
}

// seen is the newest checkpoint of one log.
type seen struct {
	Size       int64     `json:"size"`
	Root       tlog.Hash `json:"root"`
	Checkpoint string    `json:"checkpoint"`
}

// newWitness goes on from what the file says. A witness whose memory is lost would countersign any
// history, so it begins without one only when told that it is the first time.
func newWitness(k *keys, signer note.Signer, file string, first bool, log io.Writer) (*witness, error) {
	w := &witness{keys: k, signer: signer, file: file, log: log, state: map[string]seen{}}
	text, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		if !first {
			return nil, usageError{fmt.Errorf("%s does not exist: say -first when nothing was witnessed yet", file)}
		}
		return w, w.save(w.state)
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &w.state); err != nil {
		return nil, fmt.Errorf("%s: %v", file, err)
	}
	return w, nil
}

func serveWitness(args []string, out, log io.Writer) error {
	flags := flag.NewFlagSet("witness", flag.ContinueOnError)
	listen := flags.String("listen", "127.0.0.1:8090", "`address` to listen on")
	keysFile := flags.String("keys", "", "`file` of the verifier keys of the logs to witness")
	keyFile := flags.String("key", "", "`file` of the witness's private key (newkey)")
	stateFile := flags.String("state", "", "`file` of the newest checkpoint of each log")
	first := flags.Bool("first", false, "nothing was witnessed yet: begin the state file")
	if err := parse(flags, args, log, 0, "keys", "key", "state"); err != nil {
		return err
	}
	k, err := readKeys(*keysFile)
	if err != nil {
		return err
	}
	signer, err := readWitnessSigner(*keyFile)
	if err != nil {
		return err
	}
	w, err := newWitness(k, signer, *stateFile, *first, log)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s witnesses on %s\n", signer.name, listener.Addr())
	server := &http.Server{Handler: w, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10}
	return server.Serve(listener)
}

func (w *witness) ServeHTTP(response http.ResponseWriter, request *http.Request) {
	switch {
	case request.URL.Path == "/add-checkpoint" && request.Method == http.MethodPost:
		body, err := limited(request.Body, "the request", maxCheckpoint)
		if err != nil {
			http.Error(response, "the request is too long", http.StatusRequestEntityTooLarge)
			return
		}
		w.add(body).write(response)
	case request.URL.Path == "/checkpoint" && request.Method == http.MethodGet:
		w.newest(request.URL.Query().Get("origin")).write(response)
	default:
		http.NotFound(response, request)
	}
}

type answer struct {
	status int
	kind   string
	text   string
}

func (a answer) write(response http.ResponseWriter) {
	response.Header().Set("Content-Type", a.kind)
	response.Header().Set("Cache-Control", "no-store")
	response.WriteHeader(a.status)
	_, _ = io.WriteString(response, a.text)
}

const plain = "text/plain; charset=utf-8"

func refused(status int, format string, args ...any) answer {
	return answer{status, plain, fmt.Sprintf(format, args...) + "\n"}
}

// newest answers the newest checkpoint of a log with the countersignature, for those who verify.
func (w *witness) newest(origin string) answer {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	known, ok := w.state[origin]
	if !ok {
		return refused(http.StatusNotFound, "nothing was witnessed of this log")
	}
	return answer{http.StatusOK, plain, known.Checkpoint}
}

// add answers one add-checkpoint request, with the statuses that C2SP tlog-witness gives.
func (w *witness) add(body []byte) answer {
	head, signed, ok := strings.Cut(string(body), "\n\n")
	lines := strings.Split(head, "\n")
	if !ok || !strings.HasPrefix(lines[0], "old ") {
		return refused(http.StatusBadRequest, "the request is no old size, proof and checkpoint")
	}
	old, err := parseSize(strings.TrimPrefix(lines[0], "old "))
	if err != nil {
		return refused(http.StatusBadRequest, "the old size is none")
	}
	proof, err := parseHashes(lines[1:])
	if err != nil {
		return refused(http.StatusBadRequest, "the proof %v", err)
	}
	origin, _, _ := strings.Cut(signed, "\n")
	if !w.knows(origin) {
		return refused(http.StatusNotFound, "this log is not witnessed here")
	}
	c, err := openCheckpoint("the checkpoint", []byte(signed), w.keys, 0)
	var verdict *failure
	if errors.As(err, &verdict) {
		return refused(http.StatusForbidden, "%v", err)
	}
	if old > c.size {
		return refused(http.StatusBadRequest, "the old size is larger than the checkpoint's")
	}
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.advance(c, old, proof)
}

func (w *witness) knows(origin string) bool {
	for id := range w.keys.logs {
		name, _, _ := strings.Cut(id, "+")
		if origin == name || strings.HasPrefix(origin, name+"/epoch/") {
			return true
		}
	}
	return false
}

func (w *witness) advance(c *checkpoint, old int64, proof []tlog.Hash) answer {
	known := w.state[c.origin]
	if old != known.Size {
		return answer{http.StatusConflict, "text/x.tlog.size", fmt.Sprintf("%d\n", known.Size)}
	}
	if known.Checkpoint != "" && old == c.size && c.root != known.Root {
		w.tell("FORK", c, known)
		return refused(http.StatusConflict, "another root was witnessed at this size")
	}
	if !consistent(proof, c, old, known) {
		w.tell("NOT CONSISTENT", c, known)
		return refused(http.StatusUnprocessableEntity, "the proof does not lead from the witnessed checkpoint to this one")
	}
	signature, cosigned, err := countersign(c, w.signer)
	if err != nil {
		fmt.Fprintf(w.log, "not countersigned: %v\n", err)
		return refused(http.StatusInternalServerError, "not countersigned")
	}
	next := map[string]seen{c.origin: {c.size, c.root, cosigned}}
	for origin, other := range w.state {
		if origin != c.origin {
			next[origin] = other
		}
	}
	if err := w.save(next); err != nil {
		fmt.Fprintf(w.log, "not kept, so not countersigned: %v\n", err)
		return refused(http.StatusInternalServerError, "not countersigned")
	}
	w.state = next
	return answer{http.StatusOK, plain, signature}
}

func consistent(proof []tlog.Hash, c *checkpoint, old int64, known seen) bool {
	if old == 0 || old == c.size {
		return len(proof) == 0
	}
	return tlog.CheckTree(proof, c.size, c.root, old, known.Root) == nil
}

// countersign answers the signature line, and the checkpoint with it.
func countersign(c *checkpoint, signer note.Signer) (line, cosigned string, err error) {
	alone, err := note.Sign(&note.Note{Text: c.note.Text}, signer)
	if err != nil {
		return "", "", err
	}
	all, err := note.Sign(&note.Note{Text: c.note.Text, Sigs: c.note.Sigs}, signer)
	return strings.TrimPrefix(string(alone), c.note.Text+"\n"), string(all), err
}

// tell keeps what a log signed and should not have signed: it is the proof against it.
func (w *witness) tell(what string, c *checkpoint, known seen) {
	fmt.Fprintf(w.log, "%s %s\nwitnessed:\n%s\nsubmitted:\n%s\n", what, c.origin, known.Checkpoint, c.text)
}

func (w *witness) save(state map[string]seen) error {
	text, err := json.MarshalIndent(state, "", "  ")
	if err != nil {
		return err
	}
	return replace(w.file, append(text, '\n'))
}
