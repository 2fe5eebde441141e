//go:build tools

// Package tools pins the Pulumi CLI that `npm run preview` builds when no other one is found.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
