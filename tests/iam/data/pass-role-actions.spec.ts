import { expect } from "chai";
import { z } from "zod";
import { bundledCatalogue, PASS_ROLE_ACTIONS, passRoleActions } from "../../../iam";
import table from "../../../iam/data/pass-role-table.json";

const ENTRY = z.strictObject({
  action: z.string().regex(/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/),
  passedTo: z.array(z.string().regex(/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/)).min(1),
  parameter: z.string().min(1),
  check: z.enum(["call", "runInstances", "none"]),
  source: z.string().regex(/^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/),
});

/** The families that must be in the table, by service prefix. */
const FAMILIES = [
  "ec2",
  "autoscaling",
  "lambda",
  "ecs",
  "glue",
  "codebuild",
  "cloudformation",
  "sagemaker",
  "batch",
  "elasticmapreduce",
  "imagebuilder",
  "datapipeline",
  "states",
  "bedrock",
  "apprunner",
  "eks",
  "elasticbeanstalk",
  "ssm",
];

describe("the table of actions that pass a role", () => {
  it("has entries of the right form, each action and parameter once, sorted", () => {
    const entries = z.strictObject({ actions: z.array(ENTRY) }).parse(table).actions;
    const keys = entries.map(({ action, parameter }) => `${action} ${parameter}`);
    expect(new Set(keys).size).to.equal(keys.length);
    const order = [...entries].sort((a, b) =>
      a.action < b.action ? -1 : a.action > b.action ? 1 : a.parameter < b.parameter ? -1 : 1,
    );
    expect(entries).to.deep.equal(order);
  });

  it("names actions that exist, as AWS spells them", () => {
    const catalogue = bundledCatalogue();
    for (const { action } of PASS_ROLE_ACTIONS) {
      const [service = "", name = ""] = action.split(":");
      expect(catalogue.action(service, name)?.name, action).to.equal(name);
    }
  });

  for (const family of FAMILIES) {
    it(`has actions of ${family}`, () => {
      expect(PASS_ROLE_ACTIONS.some(({ action }) => action.startsWith(`${family}:`))).to.equal(true);
    });
  }

  it("has every action that gives EC2 a role", () => {
    const actions = PASS_ROLE_ACTIONS.filter(({ passedTo }) => passedTo.includes("ec2.amazonaws.com")).map(
      ({ action }) => action,
    );
    expect(actions).to.include.members([
      "ec2:RunInstances",
      "ec2:RequestSpotInstances",
      "ec2:RequestSpotFleet",
      "ec2:ModifySpotFleetRequest",
      "ec2:CreateFleet",
      "ec2:AssociateIamInstanceProfile",
      "ec2:ReplaceIamInstanceProfileAssociation",
      "iam:AddRoleToInstanceProfile",
      "autoscaling:CreateAutoScalingGroup",
      "autoscaling:UpdateAutoScalingGroup",
      "autoscaling:StartInstanceRefresh",
      "autoscaling:CreateLaunchConfiguration",
      "ec2:CreateLaunchTemplateVersion",
    ]);
  });

  it("says when the check happens", () => {
    const checkOf = (action: string): readonly string[] => passRoleActions(action).map(({ check }) => check);
    expect(checkOf("ec2:runinstances")).to.deep.equal(["call"]);
    expect(checkOf("autoscaling:StartInstanceRefresh")).to.deep.equal(["runInstances"]);
    expect(checkOf("ec2:CreateLaunchTemplateVersion")).to.deep.equal(["none"]);
    expect(checkOf("s3:GetObject")).to.deep.equal([]);
  });
});
