package main

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"strings"
	"time"
)

// errAbsent says that the log answered and does not have it.
var errAbsent = errors.New("is not there")

// A source is where a log's files are read from.
type source interface {
	// read answers one file of at most limit bytes, errAbsent when there is none.
	read(name string, limit int64) ([]byte, error)
}

// open takes a URL, a directory or a ZIP file. The files may lie in a folder of it.
func open(from, tokenFile string) (source, error) {
	if strings.HasPrefix(from, "http://") || strings.HasPrefix(from, "https://") {
		token, err := token(tokenFile)
		return &served{strings.TrimSuffix(from, "/"), token, &http.Client{Timeout: time.Minute}}, err
	}
	info, err := os.Stat(from)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return kept{os.DirFS(from)}, nil
	}
	archive, err := zip.OpenReader(from)
	if err != nil {
		return nil, err
	}
	for _, file := range archive.File {
		if path.Base(file.Name) == "checkpoint" {
			folder, err := fs.Sub(archive, path.Dir(file.Name))
			return kept{folder}, err
		}
	}
	return nil, failed(from, "holds no checkpoint")
}

// token is the bearer token: from a file, or from the environment.
func token(file string) (string, error) {
	if file == "" {
		return os.Getenv("TLOG_TOKEN"), nil
	}
	text, err := os.ReadFile(file)
	return strings.TrimSpace(string(text)), err
}

type served struct {
	base, token string
	client      *http.Client
}

func (s *served) read(name string, limit int64) ([]byte, error) {
	var err error
	for try := 0; try < 3; try++ {
		if try > 0 {
			time.Sleep(time.Duration(try) * time.Second)
		}
		var data []byte
		var again bool
		if data, again, err = s.once(name, limit); !again {
			return data, err
		}
	}
	return nil, err
}

func (s *served) once(name string, limit int64) (data []byte, again bool, err error) {
	request, err := http.NewRequest("GET", s.base+"/"+name, nil)
	if err != nil {
		return nil, false, err
	}
	if s.token != "" {
		request.Header.Set("Authorization", "Bearer "+s.token)
	}
	response, err := s.client.Do(request)
	if err != nil {
		return nil, true, err
	}
	defer response.Body.Close()
	switch {
	case response.StatusCode == http.StatusOK:
		data, err = limited(response.Body, name, limit)
		return data, false, err
	case response.StatusCode == http.StatusNotFound || response.StatusCode == http.StatusGone:
		return nil, false, errAbsent
	default:
		again = response.StatusCode >= 500 || response.StatusCode == http.StatusTooManyRequests
		return nil, again, fmt.Errorf("%s: the log answered %s", name, response.Status)
	}
}

type kept struct{ files fs.FS }

func (k kept) read(name string, limit int64) ([]byte, error) {
	file, err := k.files.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errAbsent
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return limited(file, name, limit)
}

func limited(from io.Reader, name string, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(from, limit+1))
	if err == nil && int64(len(data)) > limit {
		return nil, failed(name, "is longer than %d bytes", limit)
	}
	return data, err
}
