// Imports point one way: iam <- ec2 <- stack-model <- policies, cli; iam, ec2 <- components; aws <- components, cli;
// report <- policies, cli; policies <- cli/check-policy-config.ts, since the names and schemas of a configuration are those of the pack (ADR 0095).
// iam <- right-size <- cloudtrail <- cli.
const SOURCE = "^(iam|ec2|right-size|cloudtrail|stack-model|report|components|policies|aws|cli)/";
/** The folder `from` may import only itself and the folders in `allowed` of the source. */
const only = (from, allowed) => ({
  name: `${from}-imports`,
  severity: "error",
  from: { path: `^${from}/` },
  to: { path: SOURCE, pathNot: `^(${[from, ...allowed].join("|")})/` },
});
/** Inside iam a stage imports only stages on its left. */
const STAGES = ["arn|pattern|data", "condition", "document", "evaluate", "contain", "access", "lint"];
const leftwards = STAGES.slice(0, -1).map((stage, index) => ({
  name: `iam-${stage.replaceAll("|", "-")}-imports-leftwards`,
  severity: "error",
  from: { path: `^iam/(${stage})/` },
  to: { path: `^iam/(${STAGES.slice(index + 1).join("|")})/` },
}));

module.exports = {
  forbidden: [
    only("iam", []),
    only("ec2", ["iam"]),
    only("stack-model", ["iam", "ec2"]),
    only("components", ["iam", "ec2", "aws"]),
    only("report", []),
    only("policies", ["iam", "ec2", "stack-model", "report"]),
    only("aws", []),
    only("right-size", ["iam"]),
    only("cloudtrail", ["right-size"]),
    only("cli", ["iam", "ec2", "right-size", "cloudtrail", "stack-model", "aws", "report", "policies"]),
    {
      name: "cli-reads-policies-for-their-configuration-alone",
      comment: "docs/adr/0095: only check-policy-config knows the pack",
      severity: "error",
      from: { path: "^cli/", pathNot: "^cli/check-policy-config\\.ts$" },
      to: { path: "^policies/" },
    },
    ...leftwards,
    {
      name: "right-size-through-its-index",
      severity: "error",
      from: { path: "^(cloudtrail|cli|tools)/" },
      to: { path: "^right-size/", pathNot: "^right-size/index\\.ts$" },
    },
    {
      name: "iam-through-its-index",
      severity: "error",
      from: { path: "^(ec2|right-size|cloudtrail|stack-model|components|policies|aws|cli|tools)/" },
      to: { path: "^iam/", pathNot: "^iam/index\\.ts$" },
    },
    {
      name: "pure-folders-do-no-effects",
      comment: "iam, ec2, right-size and stack-model import neither Pulumi nor an AWS SDK and do no I/O",
      severity: "error",
      from: { path: "^(iam|ec2|right-size|stack-model)/" },
      to: {
        path: "node_modules/(@pulumi|@aws-sdk|@duckdb)/|^(node:)?(fs|fs/promises|net|http|https|child_process|crypto|os|dns)$",
      },
    },
    {
      name: "plans-are-pure",
      severity: "error",
      from: { path: "-plan\\.ts$" },
      to: { path: "node_modules/(@pulumi|@aws-sdk)/" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-orphans", severity: "error", from: { orphan: true, path: SOURCE, pathNot: "\\.d\\.ts$" }, to: {} },
    {
      name: "source-uses-declared-dependencies",
      severity: "error",
      from: { path: SOURCE },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"] },
    },
  ],
  options: {
    combinedDependencies: true,
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    exclude: { path: "^(dist|build)/" },
  },
};
