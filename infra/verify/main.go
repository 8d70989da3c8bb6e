// Command tlog-verify checks an audit ledger that is served as a transparency log, without any code
// of the product that wrote it. It knows RFC 6962 and the C2SP formats tlog-tiles, tlog-checkpoint,
// tlog-proof, tlog-cosignature and tlog-witness, and nothing else.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

// What the program's exit code says.
const (
	exitVerified     = 0
	exitFailed       = 1 // what was read contradicts itself, or is not signed as it should be
	exitUsage        = 2
	exitUnreadable   = 3 // no verdict: something could not be read
	exitContradicted = 4 // sound in itself, but not the history that an older checkpoint promised
)

const usage = `tlog-verify checks a transparency log.

  tlog-verify log     -from URL|DIR|ZIP -keys FILE [-token FILE] [-kept FILE [-first]] [-older FILE|DIR]... [-witnesses N]
  tlog-verify proof   -keys FILE [-entry FILE] [-witnesses N] PROOF
  tlog-verify bundle  [-keys FILE] [-witnesses N] BUNDLE
  tlog-verify witness -listen ADDRESS -keys FILE -key FILE -state FILE [-first]
  tlog-verify newkey  -name NAME [-log] -key FILE

Exit codes: 0 verified, 1 verification failed, 2 wrong usage, 3 could not be read (no verdict),
4 contradicts an older checkpoint (rolled back, rewritten or forked).
`

// A failure is a verdict: what was looked at, where, and what is wrong with it.
type failure struct {
	code  int
	where string
	what  string
}

func (f *failure) Error() string { return f.where + ": " + f.what }

func failed(where, format string, args ...any) error {
	return &failure{exitFailed, where, fmt.Sprintf(format, args...)}
}

func contradicted(where, format string, args ...any) error {
	return &failure{exitContradicted, where, fmt.Sprintf(format, args...)}
}

type usageError struct{ error }

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run carries out one command and turns its outcome into a verdict and an exit code.
func run(args []string, out, log io.Writer) int {
	if len(args) == 0 {
		fmt.Fprint(log, usage)
		return exitUsage
	}
	var err error
	switch args[0] {
	case "log":
		err = verifyLog(args[1:], out, log)
	case "proof":
		err = verifyProof(args[1:], out, log)
	case "bundle":
		err = verifyBundle(args[1:], out, log)
	case "witness":
		err = serveWitness(args[1:], out, log)
	case "newkey":
		err = newKey(args[1:], out, log)
	case "help", "-h", "-help", "--help":
		fmt.Fprint(out, usage)
	default:
		fmt.Fprintf(log, "unknown command %q\n\n%s", args[0], usage)
		return exitUsage
	}
	var verdict *failure
	switch {
	case err == nil:
		return exitVerified
	case errors.As(err, &verdict):
		title := "FAILED"
		if verdict.code == exitContradicted {
			title = "CONTRADICTED"
		}
		fmt.Fprintf(out, "%s\n  at:   %s\n  what: %s\n", title, verdict.where, verdict.what)
		return verdict.code
	case errors.Is(err, flag.ErrHelp):
		return exitUsage
	case errors.As(err, &usageError{}):
		fmt.Fprintf(log, "%v\n", err)
		return exitUsage
	default:
		fmt.Fprintf(out, "NO VERDICT\n  what: %v\n", err)
		return exitUnreadable
	}
}

func parse(flags *flag.FlagSet, args []string, log io.Writer, operands int, required ...string) error {
	flags.SetOutput(log)
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return usageError{err}
	}
	for _, name := range required {
		if flags.Lookup(name).Value.String() == "" {
			return usageError{fmt.Errorf("-%s is missing", name)}
		}
	}
	if flags.NArg() != operands {
		return usageError{fmt.Errorf("%d arguments instead of %d", flags.NArg(), operands)}
	}
	return nil
}
