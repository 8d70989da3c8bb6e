package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

// A stand is a witness that is asked over HTTP.
type stand struct {
	t     *testing.T
	log   *syntheticLog
	keys  *keys
	key   string
	state string
	said  *bytes.Buffer
	*httptest.Server
}

func witnessOf(t *testing.T, log *syntheticLog) *stand {
	signer, key := cosigner(t, "witness.example/w1")
	b := put(t, nil, log.vkey, key)
	k, err := readKeys(filepath.Join(b.path, "keys"))
	must(t, err)
	s := &stand{t: t, log: log, keys: k, key: key, state: filepath.Join(b.path, "state"), said: &bytes.Buffer{}}
	s.start(signer, true)
	return s
}

func (s *stand) start(signer note.Signer, first bool) {
	w, err := newWitness(s.keys, signer, s.state, first, s.said)
	must(s.t, err)
	s.Server = httptest.NewServer(w)
	s.t.Cleanup(s.Server.Close)
}

func (s *stand) post(body string) (int, string, string) {
	response, err := http.Post(s.URL+"/add-checkpoint", "text/plain", strings.NewReader(body))
	must(s.t, err)
	defer response.Body.Close()
	var text bytes.Buffer
	_, err = text.ReadFrom(response.Body)
	must(s.t, err)
	return response.StatusCode, text.String(), response.Header.Get("Content-Type")
}

func (s *stand) expect(status int, body string) string {
	s.t.Helper()
	got, text, _ := s.post(body)
	if got != status {
		s.t.Errorf("%d instead of %d: %s", got, status, text)
	}
	return text
}

func TestAWitnessCountersignsWhatContinuesAndVerifiersSeeIt(t *testing.T) {
	log := newLog(t, 500)
	w := witnessOf(t, log)
	for _, step := range [][2]int{{0, 3}, {3, 3}, {3, 256}, {256, 257}, {257, 500}} {
		line := w.expect(http.StatusOK, log.consistency(step[0], step[1]))
		cosigned := string(log.checkpoint(step[1])) + line
		c, err := openCheckpoint("checkpoint", []byte(cosigned), w.keys, 1)
		must(t, err)
		if c.size != int64(step[1]) || len(c.witnesses) != 1 {
			t.Errorf("%v", c)
		}
	}
	response, err := http.Get(w.URL + "/checkpoint?origin=" + origin)
	must(t, err)
	defer response.Body.Close()
	var newest bytes.Buffer
	_, err = newest.ReadFrom(response.Body)
	must(t, err)
	files := log.files()
	files["checkpoint"] = newest.Bytes()
	put(t, files, log.vkey, w.key).expect(exitVerified, "witness.example/w1", "log", "-from", "@log", "-keys", "@keys", "-witnesses", "1")
}

func TestAWitnessRefusesRollbacksAndForks(t *testing.T) {
	log := newLog(t, 500)
	w := witnessOf(t, log)
	w.expect(http.StatusOK, log.consistency(0, 400))

	status, size, kind := w.post(log.consistency(300, 350))
	if status != http.StatusConflict || size != "400\n" || kind != "text/x.tlog.size" {
		t.Errorf("%d %q %q", status, size, kind)
	}
	w.expect(http.StatusBadRequest, log.consistency(400, 350)) // rolled back
	w.expect(http.StatusConflict, log.consistency(0, 350))

	forged := log.rewritten(7)
	w.expect(http.StatusConflict, forged.consistency(400, 400))
	w.expect(http.StatusUnprocessableEntity, forged.consistency(400, 500))
	proofless := strings.Replace(log.consistency(500, 500), "old 500", "old 400", 1)
	w.expect(http.StatusUnprocessableEntity, proofless)
	if said := w.said.String(); !strings.Contains(said, "FORK "+origin) || !strings.Contains(said, forged.root(400).String()) {
		t.Error("the proof of the fork is not kept:", said)
	}
	w.expect(http.StatusOK, log.consistency(400, 500))
}

func TestAWitnessKnowsWhatItSawAfterARestart(t *testing.T) {
	log := newLog(t, 50)
	w := witnessOf(t, log)
	w.expect(http.StatusOK, log.consistency(0, 40))
	signer, _ := cosigner(t, "witness.example/w2")
	w.start(signer, false)
	w.expect(http.StatusConflict, log.rewritten(3).consistency(0, 50))
	w.expect(http.StatusUnprocessableEntity, log.rewritten(3).consistency(40, 50))
	w.expect(http.StatusOK, log.consistency(40, 50))

	if _, err := newWitness(w.keys, signer, w.state+".lost", false, w.said); err == nil {
		t.Error("a witness that lost its memory begins anew")
	}
}

func TestAWitnessTakesOnlyLogsItKnows(t *testing.T) {
	log := newLog(t, 5)
	w := witnessOf(t, log)
	w.expect(http.StatusForbidden, newLog(t, 5).consistency(0, 5))
	w.expect(http.StatusNotFound, strings.Replace(log.consistency(0, 5), origin, "elsewhere.example", 1))
	w.expect(http.StatusBadRequest, "old 00\n\n"+string(log.checkpoint(5)))
	w.expect(http.StatusBadRequest, "old 0\n?\n\n"+string(log.checkpoint(5)))
	w.expect(http.StatusBadRequest, "nonsense")
	w.expect(http.StatusForbidden, "old 0\n\n"+string(flip(log.checkpoint(5), len(origin)+1)))
	w.expect(http.StatusUnprocessableEntity, "old 0\n"+log.root(3).String()+"\n\n"+string(log.checkpoint(5)))
	w.expect(http.StatusRequestEntityTooLarge, strings.Repeat("a", maxCheckpoint+1))
}

func TestOfTwoThatRaceOneContinues(t *testing.T) {
	log := newLog(t, 100)
	w := witnessOf(t, log)
	var wait sync.WaitGroup
	var mutex sync.Mutex
	count := map[int]int{}
	for i := 1; i <= 20; i++ {
		wait.Add(1)
		go func(size int) {
			defer wait.Done()
			status, _, _ := w.post(log.consistency(0, size))
			mutex.Lock()
			defer mutex.Unlock()
			count[status]++
		}(i * 5)
	}
	wait.Wait()
	if count[http.StatusOK] != 1 || count[http.StatusConflict] != 19 {
		t.Error(count)
	}
}
