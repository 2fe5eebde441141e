/**
 * Condition keys that carry several values, by prefix, in lower case: `ArrayOf…` in AWS's tables. A test compares them with the
 * catalogue; they stand here since containment asks of every key and loads no service for it.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const NAMES: Readonly<Record<string, string>> = {
  a4b: "filters_devicetype",
  account: "accountresourceorgpaths alternatecontacttypes",
  acm: "domainnames",
  airflow: "teamnames",
  apigateway:
    "request/apikeyrequired request/authorizertype request/authorizeruri request/conditionbasepaths request/endpointtype request/routeauthorizationtype request/securitypolicy resource/apikeyrequired resource/authorizertype resource/authorizeruri resource/conditionbasepaths resource/endpointtype resource/routeauthorizationtype resource/securitypolicy",
  autoscaling:
    "capacityreservationids capacityreservationresourcegrouparns loadbalancernames targetcapacitytypes targetgrouparns trafficsourceidentifiers vpczoneidentifiers",
  "aws-marketplace": "agreementtype productid",
  aws: "calledvia principalorgpaths principalservicenameslist resourceorgpaths sourceorgpaths tagkeys vpceorgpaths",
  backup: "copytargetorgpaths copytargets frameworkarns",
  "bedrock-agentcore":
    "allowedqueryparameters allowedrequestheaders allowedresponseheaders credentialproviderscope inboundjwtclaim/aud inboundjwtclaim/scope securitygroups subnets",
  "bedrock-mantle": "files",
  cloudformation: "resourcetypes targetregion",
  cloudshell: "securitygroupids subnetids vpcids",
  cloudwatch: "alarmactions requestinsightruleloggroups requestmanagedresourcearns",
  codebuild:
    "buildbatchconfig.restrictions.computetypesallowed buildbatchconfig.restrictions.fleetsallowed cache.modes environment.environmentvariables.name environment.environmentvariables.value filesystemlocations.identifier filesystemlocations.location filesystemlocations.type secondaryartifacts.artifactidentifier secondaryartifacts.bucketowneraccess secondaryartifacts.encryptiondisabled secondaryartifacts.location secondarysources.auth.resource secondarysources.auth.type secondarysources.buildstatusconfig.context secondarysources.buildstatusconfig.targeturl secondarysources.insecuressl secondarysources.location secondarysources.sourceidentifier vpcconfig.securitygroupids vpcconfig.subnets",
  comprehend: "vpcsecuritygroupids vpcsubnets",
  connect:
    "flowtype listrealtimecontactanalysissegmentsbysegmenttype monitorcapabilities searchcontactsbycontactanalysis",
  datapipeline: "pipelinecreator workergroup",
  deadline: "farmmembershiplevels fleetmembershiplevels jobmembershiplevels queuemembershiplevels",
  "devops-guru": "servicenames",
  dsql: "fistargetarns",
  dynamodb:
    "attributes firstpartitionkeyvalues fistargetarns fourthpartitionkeyvalues leadingkeys secondpartitionkeyvalues thirdpartitionkeyvalues",
  ec2: "fistargetarns ikeversions phase1dhgroup phase1encryptionalgorithms phase1integrityalgorithms phase2dhgroup phase2encryptionalgorithms phase2integrityalgorithms vpceprivatednsspecifieddomains",
  ecs: "capacity-provider compute-compatibility subnet",
  eks: "encryptionconfigproviderkeyarns kubernetesgroups namespaces",
  elasticloadbalancing: "listenerprotocol securitygroup securitypolicy subnet",
  events: "detail-type eventbusarn source targetarn",
  fis: "operations targets",
  geo: "deviceids geofenceids",
  glue: "securitygroupids subnetids vpcids",
  iam: "accountpropertynamespaces",
  identitystore: "groupexternalidissuers groupid userexternalidissuers userid",
  imagebuilder: "createdresourcetagkeys",
  iot: "thinggrouparn tunneldestinationservice",
  iotfleetwise: "signals",
  iotsitewise: "taskarns",
  iottwinmaker: "linkedservices",
  kinesis: "fistargetarns",
  kms: "encryptioncontextkeys grantoperations resourcealiases",
  lambda: "layer securitygroupids subnetids",
  lex: "associatedintents associatedslottypes",
  logs: "loggeneratingresourcearns",
  networkmanager: "edgelocations subnetarns",
  oam: "resourcetypes",
  observabilityadmin: "centralizationsourceid centralizationsourceregions",
  "partnercentral-account-management": "legacypartnercentralrole marketingcentralrole proserverole",
  partnercentral: "fulfillmenttypes programs",
  "payment-cryptography": "resourcealiases",
  pi: "dimensions",
  quicksight: "allowedembeddingdomains kmskeyarns",
  "refactor-spaces": "createdbyaccountids",
  route53:
    "changeresourcerecordsetsactions changeresourcerecordsetsnormalizedrecordnames changeresourcerecordsetsrecordtypes",
  s3: "inventoryaccessibleoptionalfields requestobjecttagkeys",
  s3express: "inventoryaccessibleoptionalfields permissions",
  sagemaker:
    "acceleratortypes customermetadatapropertiestoremove imagearns imageversionarns instancetypes notebookinstancelifecycleconfigarns studiolifecycleconfigarns updatablefeatures vpcsecuritygroupids vpcsubnets",
  saml: "cn eduorghomepageuri eduorgidentityauthnpolicyuri eduorglegalname eduorgsuperioruri eduorgwhitepagesuri edupersonaffiliation edupersonassurance edupersonentitlement edupersonnickname edupersonorgunitdn edupersonscopedaffiliation edupersontargetedid",
  secretsmanager: "addreplicaregions",
  ses: "configurationsetoptions recipients replicaregion",
  ssm: "documentcategories documentversion inventorytypename",
  states: "statemachinequalifier",
  sts: "identitytokenaudience requestcontextproviders transitivetagkeys",
  synthetics: "names",
  transfer: "requestserverprotocols",
  "vpc-lattice": "privatednsspecifieddomains securitygroupids targetgrouparns",
  wisdom: "messagetemplate/routingprofilearn searchfilter/qualifier",
};

/** Beginnings of keys that go on with a name of the caller's choice. */
const FAMILIES = ["events:metadata/", "vpc-lattice-svcs:requestquerystring/"];

const KEYS: ReadonlySet<string> = new Set(
  Object.entries(NAMES).flatMap(([prefix, names]) => names.split(" ").map((name) => `${prefix}:${name}`)),
);

/** Whether AWS's tables say that a request may carry several values of the key, given in lower case. */
export function isMultiValuedKey(lowerCaseKey: string): boolean {
  return KEYS.has(lowerCaseKey) || FAMILIES.some((start) => lowerCaseKey.startsWith(start));
}

/**
 * Claims of a web identity that are one text: the audience and the subject.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const SINGLE_CLAIM = /^[^:]*\.[^:]*:(aud|sub)$/;

/**
 * Whether a request carries one value of the key, given in lower case, at most: a key of a service whose multi-valued keys
 * are above, that is none of them. False where that is not known.
 */
export function isSingleValuedKey(lowerCaseKey: string): boolean {
  const prefix = lowerCaseKey.slice(0, Math.max(0, lowerCaseKey.indexOf(":")));
  if (!Object.hasOwn(NAMES, prefix)) return SINGLE_CLAIM.test(lowerCaseKey);
  return !isMultiValuedKey(lowerCaseKey);
}
