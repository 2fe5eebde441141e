import { expect } from "chai";
import { allCallers } from "../../../iam/contain/caller";
import { callersInPartitions } from "../../../iam/contain/catalogue-universe";
import { checkContainment } from "../../../iam/contain/check-containment";
import type { ActionCatalogue, ActionDefinition, ResourceTypeDefinition } from "../../../iam/data/action-catalogue";
import { bundledCatalogue } from "../../../iam/data/bundled-catalogue";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { documentOf } from "../../support/containment";

const NOTHING = documentOf([{ Effect: "Deny" }]);

/** A service with a type of each form that AWS's tables have. */
function toyCatalogue(): ActionCatalogue {
  const type = (name: string, arnFormat: string): ResourceTypeDefinition => ({
    service: "toy",
    name,
    arnFormat,
    conditionKeys: [],
  });
  const types = [
    type("box", "arn:${Partition}:toy:${Region}:${Account}:box/${Box}"),
    type("lid", "arn:${Partition}:toy:${Region}:${Account}:box/${Box}/lid/${Lid}"),
    type("bag", "arn:${Partition}:toy:::${Bag}"),
    type("item", "arn:${Partition}:toy:::${Bag}/${Item}"),
    type("either", "arn:${Partition}:toy:::first/${A}, arn:${Partition}:other:::second/${B}"),
    type("any", "arn:${Partition}:toy:::any/*"),
  ];
  const action = (name: string, ...names: readonly string[]): ActionDefinition => ({
    service: "toy",
    name,
    accessLevels: ["Read"],
    resourceTypes: names.map((one) => ({ name: one, required: true, conditionKeys: [] })),
    conditionKeys: [],
    dependentActions: [],
  });
  const actions = [
    action("GetBox", "box"),
    action("PutBox", "box"),
    action("GetLid", "lid"),
    action("GetBag", "bag"),
    action("GetItem", "item"),
    action("GetEither", "either"),
    action("GetAny", "any"),
    action("GetBoth", "lid", "item"),
    action("List"),
  ];
  return {
    services: () => ["toy", "toys"],
    hasService: (service) => ["toy", "toys"].includes(service.toLowerCase()),
    actions: (service) => (service === "toy" ? actions : []),
    action: (service, name) =>
      actions.find((one) => `${one.service}:${one.name}`.toLowerCase() === `${service}:${name}`.toLowerCase()),
    resourceTypes: (service) => (service === "toy" ? types : []),
    resourceTypesByArnService: () => undefined,
    conditionKey: () => undefined,
    conditionKeys: () => [],
    hasConditionKeyPrefix: () => true,
    rcpServices: () => [],
  };
}

describe("the requests that AWS can receive", () => {
  const ACCOUNT = "111122223333";
  /** Whether one of them is of the action on the resource. */
  const isReceived = (Action: string, Resource: string): boolean =>
    checkContainment(documentOf([{ Action, Resource }]), NOTHING, { catalogue: toyCatalogue() }).kind ===
    "notContained";
  const cases: readonly (readonly [action: string, resource: string, received: boolean])[] = [
    ["toy:List", "*", true],
    ["toy:List", `arn:aws:toy:r:${ACCOUNT}:box/b`, false],
    ["toy:GetBox", `arn:aws:toy:r:${ACCOUNT}:box/b`, true],
    ["toy:PutBox", `arn:aws-cn:toy:r:${ACCOUNT}:box/b`, true],
    ["toy:GetBox", `arn:aws-us-gov:toy::${ACCOUNT}:box/b`, true],
    ["toy:GetBox", `arn:aws-x:toy:r:${ACCOUNT}:box/b`, false],
    ["toy:GetBox", `arn:aws:toys:r:${ACCOUNT}:box/b`, false],
    ["toy:GetBox", `arn:aws:toy:r:${ACCOUNT}:box/`, false],
    ["toy:GetBox", `arn:aws:toy:a/b:${ACCOUNT}:box/x`, false],
    ["toy:GetBox", `arn:aws:toy:a:b:${ACCOUNT}:box/x`, false],
    ["toy:GetBox", `arn:aws:toy:r:${ACCOUNT}:lid/b`, false],
    ["toy:GetBox", "arn:aws:toy:r:1111222233334:box/b", false],
    ["toy:GetBox", "arn:aws:toy:r:11112222333x:box/b", false],
    ["toy:GetBox", "arn:aws:toy:r::box/b", false],
    ["toy:GetBox", `arn:aws:toy:r:${ACCOUNT}:box/b:c`, true],
    ["toy:GetBox", `arn:aws:toy:r:${ACCOUNT}:box/b/lid/l`, false],
    ["toy:GetLid", `arn:aws:toy:r:${ACCOUNT}:box/b/lid/l`, true],
    ["toy:GetBag", "arn:aws:toy:::bag", true],
    ["toy:GetBag", "arn:aws:toy:::bag/item", false],
    ["toy:GetBag", "arn:aws:toy:r::bag", false],
    ["toy:GetItem", "arn:aws:toy:::bag/item", true],
    ["toy:GetItem", "arn:aws:toy:::bag/item/x", true],
    ["toy:GetItem", "arn:aws:toy:::bag", false],
    ["toy:GetEither", "arn:aws:toy:::first/a", true],
    ["toy:GetEither", "arn:aws:other:::second/b", true],
    ["toy:GetEither", "arn:aws:other:::first/a", false],
    ["toy:GetAny", "arn:aws:toy:::any/", true],
    ["toy:GetAny", "arn:aws:toy:::any/x/y", true],
    ["toy:GetBoth", `arn:aws:toy:r:${ACCOUNT}:box/b/lid/l`, true],
    ["toy:GetBoth", "arn:aws:toy:::bag/item", true],
    ["toy:GetBoth", "arn:aws:toy:::bag", false],
    ["TOY:get*", "arn:aws:toy:::bag", true],
    ["t?y:Get*", "arn:aws:toy:::bag", true],
    ["to?:L*", "*", true],
    ["*:List", "*", true],
    ["toys:*", "*", false],
    ["sqs:*", "*", false],
  ];
  for (const [action, resource, received] of cases) {
    it(`${received ? "hold" : "do not hold"} ${action} on ${resource}`, () => {
      expect(isReceived(action, resource)).to.equal(received);
    });
  }

  it("are of services alone that an Allow statement reaches, however many the catalogue has", () => {
    const asked: string[] = [];
    const toy = toyCatalogue();
    const counting: ActionCatalogue = {
      ...toy,
      services: () => ["first", "toy", "toys"],
      actions: (service) => {
        asked.push(service);
        return toy.actions(service);
      },
      resourceTypes: (service) => {
        asked.push(service);
        return toy.resourceTypes(service);
      },
    };
    const answers = [["toy:List"], ["toy:Li*"], ["first:x", "t*y:List"]].map((Action) => {
      asked.length = 0;
      const { kind } = checkContainment(documentOf([{ Action, Resource: "*" }]), NOTHING, { catalogue: counting });
      return [kind, ...new Set(asked)];
    });
    expect(answers).to.deep.equal([
      ["notContained", "toy"],
      ["notContained", "toy"],
      ["notContained", "first", "toy"],
    ]);
  });

  it("are told by the names that the catalogue writes", () => {
    const found = checkContainment(documentOf([{ Action: "toy:getlid" }]), NOTHING, { catalogue: toyCatalogue() });
    expect(found.kind === "notContained" && found.counterexample.action).to.equal("toy:GetLid");
  });

  it("are found of whichever service an Allow statement reaches", () => {
    const kinds = [{ NotAction: "sqs:*" }, { Action: ["sqs:Send", "toy:List"] }, { NotAction: "toy:*" }].map((one) => {
      return checkContainment(documentOf([one]), NOTHING, { catalogue: toyCatalogue() }).kind;
    });
    expect(kinds).to.deep.equal(["notContained", "notContained", "contained"]);
  });
});

describe("containment over what AWS can receive, of actions that are not known", () => {
  const S = symbolPlaceholder(0);
  for (const Action of [S, `${S}:GetObject`, `s${S}:GetObject`, `s3:${S}`, `s3:Get${S}`]) {
    it(`does not take ${Action} for no action`, () => {
      const document = documentOf([{ Action }], { symbols: [{ id: "s", label: "" }] });
      expect(checkContainment(document, NOTHING, { catalogue: bundledCatalogue() }).kind).to.not.equal("contained");
    });
  }
});

describe("callers with a catalogue", () => {
  const universeOf = (kind: string) => allCallers([]).find((one) => one.kind === kind)?.universe ?? [];
  const isIn = (kind: string, word: string): boolean =>
    callersInPartitions(universeOf(kind)).some((pattern) => pattern.matches(word));

  it("are of each of AWS's partitions, and of no other", () => {
    for (const partition of [
      "aws",
      "aws-cn",
      "aws-us-gov",
      "aws-iso",
      "aws-iso-b",
      "aws-iso-e",
      "aws-iso-f",
      "aws-eusc",
    ]) {
      expect(isIn("user", `arn:${partition}:iam::111122223333:user/ann`), partition).to.equal(true);
      expect(isIn("accountRoot", `arn:${partition}:iam::111122223333:root`), partition).to.equal(true);
    }
    for (const partition of ["x", "aws-x", ""]) {
      expect(isIn("user", `arn:${partition}:iam::111122223333:user/ann`), partition).to.equal(false);
    }
    expect(isIn("user", "arn:aws-cn:iam::111122223333:role/ann")).to.equal(false);
  });

  it("are what they were where they have no ARN", () => {
    expect(callersInPartitions(universeOf("service"))).to.deep.equal(universeOf("service"));
    expect(callersInPartitions(universeOf("anonymous"))).to.deep.equal(universeOf("anonymous"));
  });
});
