#include "fleet_sim/protobuf_schema.hpp"

#include <sstream>
#include <stdexcept>

namespace oomscan::fleet_sim {
namespace {

// Message: field=number:type, as in k8s.io/api/core/v1/generated.proto and k8s.io/apimachinery's meta/v1 of release
// 0.34.2 (PodStatus 19 and 20: 0.35); only what occurs. []: repeated, map:T: from string to T, @: in JSON its fields
// stand in the message itself.
constexpr const char* kSchema = R"(
Affinity: nodeAffinity=1:NodeAffinity
Capabilities: add=1:string[] drop=2:string[]
ConfigMapEnvSource: @localObjectReference=1:LocalObjectReference optional=2:bool
Container: name=1:string image=2:string command=3:string[] args=4:string[] workingDir=5:string env=7:EnvVar[]
  resources=8:ResourceRequirements volumeMounts=9:VolumeMount[] livenessProbe=10:Probe readinessProbe=11:Probe
  terminationMessagePath=13:string imagePullPolicy=14:string securityContext=15:SecurityContext stdin=16:bool
  stdinOnce=17:bool tty=18:bool envFrom=19:EnvFromSource[] terminationMessagePolicy=20:string startupProbe=22:Probe
  restartPolicy=24:string restartPolicyRules=25:ContainerRestartRule[]
ContainerRestartRule: action=1:string exitCodes=2:ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes: operator=1:string values=2:int[]
ContainerState: waiting=1:ContainerStateWaiting running=2:ContainerStateRunning terminated=3:ContainerStateTerminated
ContainerStateRunning: startedAt=1:Time
ContainerStateTerminated: exitCode=1:int signal=2:int reason=3:string message=4:string startedAt=5:Time
  finishedAt=6:Time containerID=7:string
ContainerStateWaiting: reason=1:string message=2:string
ContainerStatus: name=1:string state=2:ContainerState lastState=3:ContainerState ready=4:bool restartCount=5:int
  image=6:string imageID=7:string containerID=8:string started=9:bool allocatedResources=10:map:Quantity
  resources=11:ResourceRequirements volumeMounts=12:VolumeMountStatus[] stopSignal=15:string
EmptyDirVolumeSource: medium=1:string sizeLimit=2:Quantity
EnvFromSource: prefix=1:string configMapRef=2:ConfigMapEnvSource
EnvVar: name=1:string value=2:string
EphemeralContainer: @ephemeralContainerCommon=1:EphemeralContainerCommon targetContainerName=2:string
EphemeralContainerCommon: name=1:string image=2:string command=3:string[] args=4:string[] workingDir=5:string
  env=7:EnvVar[] resources=8:ResourceRequirements volumeMounts=9:VolumeMount[] livenessProbe=10:Probe
  readinessProbe=11:Probe terminationMessagePath=13:string imagePullPolicy=14:string
  securityContext=15:SecurityContext stdin=16:bool stdinOnce=17:bool tty=18:bool envFrom=19:EnvFromSource[]
  terminationMessagePolicy=20:string startupProbe=22:Probe restartPolicy=24:string
Event: metadata=1:ObjectMeta involvedObject=2:ObjectReference reason=3:string message=4:string source=5:EventSource
  firstTimestamp=6:Time lastTimestamp=7:Time count=8:int type=9:string eventTime=10:Time series=11:EventSeries
  action=12:string related=13:ObjectReference reportingComponent=14:string reportingInstance=15:string
EventList: metadata=1:ListMeta items=2:Event[]
EventSeries: count=1:int lastObservedTime=2:Time
EventSource: component=1:string host=2:string
ExecAction: command=1:string[]
HTTPGetAction: path=1:string port=2:IntOrString host=3:string scheme=4:string
HostIP: ip=1:string
HostPathVolumeSource: path=1:string type=2:string
ListMeta: selfLink=1:string resourceVersion=2:string continue=3:string remainingItemCount=4:int
LocalObjectReference: name=1:string
ManagedFieldsEntry: manager=1:string operation=2:string apiVersion=3:string time=4:Time fieldsType=6:string
  fieldsV1=7:FieldsV1 subresource=8:string
Namespace: metadata=1:ObjectMeta spec=2:NamespaceSpec status=3:NamespaceStatus
NamespaceList: metadata=1:ListMeta items=2:Namespace[]
NamespaceSpec: finalizers=1:string[]
NamespaceStatus: phase=1:string
NodeAffinity: requiredDuringSchedulingIgnoredDuringExecution=1:NodeSelector
NodeSelector: nodeSelectorTerms=1:NodeSelectorTerm[]
NodeSelectorRequirement: key=1:string operator=2:string values=3:string[]
NodeSelectorTerm: matchExpressions=1:NodeSelectorRequirement[] matchFields=2:NodeSelectorRequirement[]
ObjectMeta: name=1:string generateName=2:string namespace=3:string selfLink=4:string uid=5:string
  resourceVersion=6:string generation=7:int creationTimestamp=8:Time deletionTimestamp=9:Time
  deletionGracePeriodSeconds=10:int labels=11:map:string annotations=12:map:string ownerReferences=13:OwnerReference[]
  finalizers=14:string[] managedFields=17:ManagedFieldsEntry[]
ObjectReference: kind=1:string namespace=2:string name=3:string uid=4:string apiVersion=5:string
  resourceVersion=6:string fieldPath=7:string
OwnerReference: kind=1:string name=3:string uid=4:string apiVersion=5:string controller=6:bool
  blockOwnerDeletion=7:bool
Pod: metadata=1:ObjectMeta spec=2:PodSpec status=3:PodStatus
PodCondition: type=1:string status=2:string lastProbeTime=3:Time lastTransitionTime=4:Time reason=5:string
  message=6:string observedGeneration=7:int
PodIP: ip=1:string
PodList: metadata=1:ListMeta items=2:Pod[]
PodSecurityContext: runAsUser=2:int runAsNonRoot=3:bool supplementalGroups=4:int[] fsGroup=5:int runAsGroup=6:int
  fsGroupChangePolicy=9:string supplementalGroupsPolicy=12:string seLinuxChangePolicy=13:string
PodSpec: volumes=1:Volume[] containers=2:Container[] restartPolicy=3:string terminationGracePeriodSeconds=4:int
  activeDeadlineSeconds=5:int dnsPolicy=6:string nodeSelector=7:map:string serviceAccountName=8:string
  serviceAccount=9:string nodeName=10:string hostNetwork=11:bool hostPID=12:bool hostIPC=13:bool
  securityContext=14:PodSecurityContext imagePullSecrets=15:LocalObjectReference[] hostname=16:string
  subdomain=17:string affinity=18:Affinity schedulerName=19:string initContainers=20:Container[]
  automountServiceAccountToken=21:bool tolerations=22:Toleration[] priorityClassName=24:string priority=25:int
  shareProcessNamespace=27:bool runtimeClassName=29:string enableServiceLinks=30:bool preemptionPolicy=31:string
  overhead=32:map:Quantity ephemeralContainers=34:EphemeralContainer[] setHostnameAsFQDN=35:bool hostUsers=37:bool
  resources=40:ResourceRequirements hostnameOverride=41:string
PodStatus: phase=1:string conditions=2:PodCondition[] message=3:string reason=4:string hostIP=5:string podIP=6:string
  startTime=7:Time containerStatuses=8:ContainerStatus[] qosClass=9:string initContainerStatuses=10:ContainerStatus[]
  nominatedNodeName=11:string podIPs=12:PodIP[] ephemeralContainerStatuses=13:ContainerStatus[] resize=14:string
  hostIPs=16:HostIP[] observedGeneration=17:int allocatedResources=19:map:Quantity resources=20:ResourceRequirements
Probe: @handler=1:ProbeHandler initialDelaySeconds=2:int timeoutSeconds=3:int periodSeconds=4:int
  successThreshold=5:int failureThreshold=6:int terminationGracePeriodSeconds=7:int
ProbeHandler: exec=1:ExecAction httpGet=2:HTTPGetAction
ProjectedVolumeSource: sources=1:VolumeProjection[] defaultMode=2:int
ResourceRequirements: limits=1:map:Quantity requests=2:map:Quantity
SecurityContext: capabilities=1:Capabilities privileged=2:bool runAsUser=4:int runAsNonRoot=5:bool
  readOnlyRootFilesystem=6:bool allowPrivilegeEscalation=7:bool runAsGroup=8:int procMount=9:string
Status: metadata=1:ListMeta status=2:string message=3:string reason=4:string details=5:StatusDetails code=6:int
StatusCause: reason=1:string message=2:string field=3:string
StatusDetails: name=1:string group=2:string kind=3:string causes=4:StatusCause[] retryAfterSeconds=5:int uid=6:string
Toleration: key=1:string operator=2:string value=3:string effect=4:string tolerationSeconds=5:int
Volume: name=1:string @volumeSource=2:VolumeSource
VolumeMount: name=1:string readOnly=2:bool mountPath=3:string subPath=4:string mountPropagation=5:string
  subPathExpr=6:string recursiveReadOnly=7:string
VolumeMountStatus: name=1:string mountPath=2:string readOnly=3:bool recursiveReadOnly=4:string
VolumeSource: hostPath=1:HostPathVolumeSource emptyDir=2:EmptyDirVolumeSource projected=26:ProjectedVolumeSource
)";

struct ScalarName {
  std::string_view name;
  Scalar scalar;
};
constexpr ScalarName kScalars[] = {
    {"string", Scalar::string},     {"int", Scalar::integer},       {"bool", Scalar::boolean},
    {"Time", Scalar::time},         {"Quantity", Scalar::quantity}, {"IntOrString", Scalar::int_or_string},
    {"FieldsV1", Scalar::raw_json},
};

using Messages = std::map<std::string, MessageType, std::less<>>;

void set_type(FieldType& field, std::string_view type, Messages& messages) {
  if (type.starts_with("map:")) {
    field.shape = Shape::map;
    type.remove_prefix(4);
  } else if (type.ends_with("[]")) {
    field.shape = Shape::repeated;
    type.remove_suffix(2);
  }
  for (const ScalarName& known : kScalars) {
    if (known.name == type) {
      field.scalar = known.scalar;
      return;
    }
  }
  field.scalar = Scalar::none;
  MessageType& message = messages[std::string(type)];
  message.name = type;
  field.message = &message;
}

Messages parse_schema() {
  Messages messages;
  MessageType* message = nullptr;
  std::istringstream words(kSchema);
  for (std::string word; words >> word;) {
    if (word.back() == ':') {
      word.pop_back();
      message = &messages[word];
      message->name = word;
      continue;
    }
    const std::size_t equals = word.find('=');
    const std::size_t colon = word.find(':', equals);
    FieldType field;
    field.number = static_cast<std::uint32_t>(std::stoul(word.substr(equals + 1, colon - equals - 1)));
    set_type(field, std::string_view(word).substr(colon + 1), messages);
    if (word.front() == '@') {
      message->inlined.push_back(field);
    } else {
      message->fields.emplace(word.substr(0, equals), field);
    }
  }
  return messages;
}

}  // namespace

const MessageType* find_message(std::string_view name) {
  static const Messages messages = parse_schema();
  const auto found = messages.find(name);
  return found == messages.end() ? nullptr : &found->second;
}

}  // namespace oomscan::fleet_sim
