// Records what OPA answers to the conformance cases of the Rego engine, and the built-in functions it
// knows with the types of their results and arguments. Run it with `make rego-cases`; nothing else needs Go.
//
// A file of cases (conformance/<feature>.cases) is a list of
//
//	== what the case shows
//	input: {…}            optional; conformance/input.json otherwise
//	<a module>            "package test" is put before it if it names no package
//	--- lib/name.rego     optional: further modules, which it may import
//
// and its answers are the defined ones among the rules `result`, `allow` and `reason` of the first module.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"sort"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/types"
)

type module struct{ path, source string }

type testCase struct {
	name    string
	input   any
	modules []module
}

type refusal struct {
	Path    string `json:"path,omitempty"`
	Line    int    `json:"line,omitempty"`
	Message string `json:"message"`
}

// answer is what OPA made of a case: exactly one of its members is set.
type answer struct {
	Values  map[string]any `json:"values,omitempty"`
	Refused []refusal      `json:"refused,omitempty"`
	Failed  string         `json:"failed,omitempty"`
}

var packageLine = regexp.MustCompile(`(?m)^package\s+(.+)$`)

func main() {
	resources := os.Args[1]
	conformance := filepath.Join(resources, "conformance")
	files, err := filepath.Glob(filepath.Join(conformance, "*.cases"))
	check(err)
	standard, err := os.ReadFile(filepath.Join(conformance, "input.json"))
	check(err)
	answers := map[string]map[string]answer{}
	count := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		check(err)
		feature := strings.TrimSuffix(filepath.Base(file), ".cases")
		answers[feature] = map[string]answer{}
		for _, c := range parse(string(text), standard) {
			if _, twice := answers[feature][c.name]; twice {
				panic("two cases are called " + feature + ": " + c.name)
			}
			answers[feature][c.name] = ask(c)
			count++
		}
	}
	write(filepath.Join(conformance, "answers.json"),
		map[string]any{"opa": version(), "answers": answers})
	var builtins bytes.Buffer
	for _, line := range signatures() {
		fmt.Fprintln(&builtins, line)
	}
	check(os.WriteFile(os.Args[2], builtins.Bytes(), 0o644))
	fmt.Printf("%d cases, %d built-in functions\n", count, len(signatures()))
}

func parse(text string, standard []byte) []testCase {
	var cases []testCase
	for _, part := range strings.Split("\n"+text, "\n== ")[1:] {
		name, body, _ := strings.Cut(part, "\n")
		c := testCase{name: strings.TrimSpace(name)}
		input := string(standard)
		if rest, found := strings.CutPrefix(body, "input: "); found {
			input, body, _ = strings.Cut(rest, "\n")
		}
		decoder := json.NewDecoder(strings.NewReader(input))
		decoder.UseNumber()
		check(decoder.Decode(&c.input))
		sources := strings.Split("\n"+body, "\n--- ")
		first := strings.TrimSpace(sources[0]) + "\n"
		if !packageLine.MatchString(first) && !strings.Contains(c.name, "without a package") {
			first = "package test\n" + first
		}
		c.modules = append(c.modules, module{"case.rego", first})
		for _, other := range sources[1:] {
			path, source, _ := strings.Cut(other, "\n")
			c.modules = append(c.modules, module{strings.TrimSpace(path), strings.TrimSpace(source) + "\n"})
		}
		cases = append(cases, c)
	}
	return cases
}

func ask(c testCase) answer {
	path := "test"
	if found := packageLine.FindStringSubmatch(c.modules[0].source); found != nil {
		path = found[1]
	}
	values := map[string]any{}
	for _, rule := range []string{"result", "allow", "reason"} {
		options := []func(*rego.Rego){rego.Query("x = data." + path + "." + rule), rego.Input(c.input)}
		for _, m := range c.modules {
			options = append(options, rego.Module(m.path, m.source))
		}
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		query, err := rego.New(options...).PrepareForEval(ctx)
		if err != nil {
			return answer{Refused: refusals(err)}
		}
		results, err := query.Eval(ctx, rego.EvalInput(c.input))
		if err != nil {
			return answer{Failed: err.Error()}
		}
		if len(results) == 1 {
			values[rule] = results[0].Bindings["x"]
		}
	}
	return answer{Values: values}
}

func refusals(err error) []refusal {
	var all []refusal
	var add func(error)
	add = func(e error) {
		switch x := e.(type) {
		case ast.Errors:
			for _, one := range x {
				add(one)
			}
		case *ast.Error:
			r := refusal{Message: x.Message}
			if x.Location != nil {
				r.Path, r.Line = x.Location.File, x.Location.Row
			}
			all = append(all, r)
		case interface{ Unwrap() []error }:
			for _, one := range x.Unwrap() {
				add(one)
			}
		case interface{ Unwrap() error }:
			add(x.Unwrap())
		case rego.Errors:
			for _, one := range x {
				add(one)
			}
		default:
			all = append(all, refusal{Message: e.Error()})
		}
	}
	add(err)
	return all
}

// signatures lists "name result arguments" as types, with * for any number of arguments.
func signatures() []string {
	var lines []string
	for _, b := range ast.Builtins {
		if b.Deprecated || strings.HasPrefix(b.Name, "internal.") {
			continue
		}
		line := b.Name + " " + kind(b.Decl.Result())
		for _, argument := range b.Decl.FuncArgs().Args {
			line += " " + kind(argument)
		}
		if b.Decl.FuncArgs().Variadic != nil {
			line += " *"
		}
		lines = append(lines, line)
	}
	sort.Strings(lines)
	return lines
}

// kind names a type as far as it is one: a union is any.
func kind(t types.Type) string {
	switch t.(type) {
	case types.String:
		return "string"
	case types.Number:
		return "number"
	case types.Boolean:
		return "boolean"
	case *types.Array:
		return "array"
	case *types.Set:
		return "set"
	case *types.Object:
		return "object"
	}
	return "any"
}

func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, dependency := range info.Deps {
		if dependency.Path == "github.com/open-policy-agent/opa" {
			return dependency.Version
		}
	}
	return "unknown"
}

func write(file string, value any) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetIndent("", " ")
	encoder.SetEscapeHTML(false)
	check(encoder.Encode(value))
	check(os.WriteFile(file, text.Bytes(), 0o644))
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
