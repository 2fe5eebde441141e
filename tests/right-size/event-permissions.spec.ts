import { expect } from "chai";
import { z } from "zod";
import { bundledCatalogue } from "../../iam";
import { permissionsOfEvent, type PermissionUse } from "../../right-size";
import { BEHIND_CALLS } from "../../right-size/behind-calls";
import {
  DATA_SERVICES,
  EVENT_SOURCES,
  outcomeOf,
  READ_ONLY_DIFFERS,
  serviceOfSource,
  sourceOfService,
  UNLOGGED_ACTIONS,
  UNLOGGED_SERVICES,
} from "../../right-size/event-table";
import { readCases, runCases } from "../support/cases";
import { observationOf, type GivenEvent } from "./observation-of";

const given = z.strictObject({
  eventSource: z.string(),
  eventName: z.string(),
  errorCode: z.string().optional(),
  requestParameters: z.record(z.string(), z.unknown()).optional(),
  responseElements: z.record(z.string(), z.unknown()).optional(),
  additionalEventData: z.record(z.string(), z.unknown()).optional(),
  resources: z.array(z.strictObject({ ARN: z.string() })).optional(),
});

function textOf({ action, resource, inferred }: PermissionUse): string {
  const named = resource.kind === "arn" ? resource.arn : resource.kind;
  const on = resource.kind === "ofType" ? `any ${resource.pattern}` : named;
  return `${action} ${on}${inferred ? " inferred" : ""}`;
}

describe("permissions of events", () => {
  const cases = readCases("right-size/event-permissions", given, z.array(z.string()));
  runCases(cases, (event, want) => {
    const permissions = permissionsOfEvent(observationOf(event as GivenEvent), bundledCatalogue());
    if (permissions.kind === "unmapped") throw new Error(`no action for ${permissions.action}`);
    expect(permissions.uses.map(textOf).sort()).to.deep.equal(want);
  });

  it("has at least 200 cases", () => {
    expect(cases.length).to.be.at.least(200);
  });

  it("says that it does not know a call without an action", () => {
    const event = observationOf({ eventSource: "s3.amazonaws.com", eventName: "FrobnicateBucket" });
    expect(permissionsOfEvent(event, bundledCatalogue())).to.deep.equal({
      kind: "unmapped",
      action: "s3:FrobnicateBucket",
    });
  });

  it("names in its table only actions, resource types and parameters that there are", () => {
    const catalogue = bundledCatalogue();
    const wrong: string[] = [];
    for (const [name, source] of Object.entries(EVENT_SOURCES)) {
      const types = new Set(catalogue.resourceTypes(source.service).map((type) => type.name));
      for (const type of Object.keys(source.resourceTypes)) {
        if (!types.has(type)) wrong.push(`${name}: resource type ${type}`);
      }
      for (const { action } of Object.values(source.events).flat()) {
        const [service = "", own = ""] = action.includes(":") ? action.split(":") : [source.service, action];
        if (catalogue.action(service, own) === undefined) wrong.push(`${name}: action ${service}:${own}`);
      }
      for (const action of [...(source.dataEvents?.actions ?? []), ...(source.notLogged?.actions ?? [])]) {
        if (catalogue.action(source.service, action) === undefined) wrong.push(`${name}: listed action ${action}`);
      }
      if (!source.source.startsWith("https://docs.aws.amazon.com/")) wrong.push(`${name}: source ${source.source}`);
    }
    expect(wrong).to.deep.equal([]);
  });

  it("names only services and actions that there are as ones that do not log", () => {
    const catalogue = bundledCatalogue();
    const actions = [...UNLOGGED_ACTIONS, ...READ_ONLY_DIFFERS].filter(
      (id) => catalogue.action(...(id.split(":") as [string, string])) === undefined,
    );
    expect(actions).to.deep.equal([]);
    const services = [...UNLOGGED_SERVICES, ...DATA_SERVICES].filter((service) => !catalogue.hasService(service));
    expect(services).to.deep.equal([]);
  });

  it("names behind calls only calls and actions that there are, with the page of AWS that says so", () => {
    const catalogue = bundledCatalogue();
    const operations = new Set(
      Object.values(EVENT_SOURCES).flatMap(({ service, events }) =>
        Object.keys(events).map((one) => `${service}:${one}`),
      ),
    );
    const isKnown = (id: string) => {
      const [service = "", name = ""] = id.split(":");
      return catalogue.action(service, name) !== undefined;
    };
    for (const { calls, actions, source } of BEHIND_CALLS) {
      expect(calls.filter((call) => !isKnown(call) && !operations.has(call))).to.deep.equal([]);
      expect(actions.filter((action) => !isKnown(action))).to.deep.equal([]);
      expect(source).to.match(/^https:\/\/docs\.aws\.amazon\.com\//);
    }
  });

  it("knows the service of an event source, and the source of a service", () => {
    expect(serviceOfSource("monitoring.amazonaws.com")).to.equal("cloudwatch");
    expect(serviceOfSource("ec2.amazonaws.com.cn")).to.equal("ec2");
    expect(sourceOfService("cloudwatch")).to.equal("monitoring.amazonaws.com");
    expect(sourceOfService("rds-data")).to.equal("rdsdata.amazonaws.com");
    expect(sourceOfService("sagemaker")).to.equal("sagemaker.amazonaws.com");
    expect(sourceOfService("codebuild")).to.equal("codebuild.amazonaws.com");
  });

  it("tells denied calls from failed ones and from dry runs", () => {
    expect(["AccessDenied", "Client.UnauthorizedOperation", "KMSAccessDeniedException"].map(outcomeOf)).to.deep.equal([
      "denied",
      "denied",
      "denied",
    ]);
    expect(["NoSuchKey", "ThrottlingException"].map(outcomeOf)).to.deep.equal(["failed", "failed"]);
    expect([undefined, "Client.DryRunOperation"].map(outcomeOf)).to.deep.equal(["allowed", "allowed"]);
  });
});
