// All rules, one a source file of the same name, and what each may say. What is said of a container by several rules
// becomes one finding (assembly.hpp); the strongest confidence counts.
//
// rule              | speaks where                                          | confidence, and what it does not say
// ------------------|-------------------------------------------------------|----------------------------------------------
// OomKilledStatus   | a terminated state, current or last, has the kubelet's| confirmed with exit code 137; probable
// with
//                   | own word: reason OOMKilled                            | another (a process of the container was
//                   killed, |                                                       | it ended otherwise); suspect
//                   without a time. |                                                       | Not if a stop of the
//                   whole pod ended it
// StartOomStatus    | the limit does not hold the first process, as the     | probable. Reads messages of start
// failures
//                   | message of a failed start says (limit_words.hpp)      | only: a termination message proves
//                   nothing
// StartOomEvent     | the same in an Event: with containerd the status stays| probable. A sandbox is the whole pod's:
// the
//                   | ContainerCreating for ever                            | container is then its only one, or
//                   unknown
// OomKilledEvent    | another's Event whose reason names an OOM kill. (The  | confirmed if the status shows OOMKilled
// with
//                   | kubelet emits none on a Pod.)                         | 137, else probable
// NodeOomNearby     | killed with 137 for no stated reason while the Node   | suspect. Not if its pod's end killed it
//                   | reported an OOM: some runtimes lose the reason        |
// OomKilledMetric   | kube-state-metrics kept the kubelet's OOMKilled       | confirmed, also of pods that are gone; of
// a run
//                   |                                                       | that the status shows no more than that
//                   says
// OomCounter        | cAdvisor's counter of OOM kills moved: the only trace | probable. Beside a status that says
// OOMKilled
//                   | of a kill that PID 1 survived                         | only more evidence
// CrashLoopWaiting  | a container waits in CrashLoopBackOff right now       | confirmed, in any range, whatever the
// exit codes BackOffEvent      | the kubelet's BackOff about restarting a container    | confirmed. One moment an
// Event: its count grows
//                   |                                                       | at every sync, not with the crashes
// CrashLoopEvent    | another's Event whose reason speaks of a crash loop   | probable
// RestartPattern    | many restarts, and the last run, a short one, went    | suspect. Not after clean exits (a
// periodic
//                   | wrong minutes ago; no back-off was seen               | task), long runs, updates in place
// CrashLoopMetric   | kube-state-metrics showed CrashLoopBackOff            | confirmed: it repeats the kubelet
// ImagePullWaiting  | a container waits for an image that cannot be had     | confirmed, in any range, without a
// timestamp ImagePullEvent    | the kubelet's Events about such an image              | confirmed. A back-off is no
// moment of its own
//                   |                                                       | beside the failed pull that it follows
// EvictedStatus     | status.reason Evicted                                 | confirmed, of the pod: no container.
// Dated by
//                   |                                                       | its Event, else by its last container's
//                   end
// EvictedEvent      | the kubelet's Event: all that is left of a deleted pod| confirmed, of the pod: no container
// ProbeKillEvent    | the kubelet kills for a liveness or startup probe     | confirmed; a lower bound, as the
// kubelet's spam
//                   |                                                       | filter starves these Events
// StartErrorStatus  | a container could not be created or started           | confirmed
// StartErrorEvent   | the same in the kubelet's Events                      | confirmed. Not about images or sandboxes
// NodeOom           | OOM Events of a Node: that the node ran out of memory,| confirmed; the victim need not be the
// culprit.
//                   | never which pod did                                   | active until the newest is past the
//                   settle time
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

extern const Rule kOomKilledStatus;
extern const Rule kStartOomStatus;
extern const Rule kStartOomEvent;
extern const Rule kOomKilledEvent;
extern const Rule kNodeOomNearby;
extern const Rule kOomKilledMetric;
extern const Rule kOomCounter;
extern const Rule kCrashLoopWaiting;
extern const Rule kBackOffEvent;
extern const Rule kCrashLoopEvent;
extern const Rule kRestartPattern;
extern const Rule kCrashLoopMetric;
extern const Rule kImagePullWaiting;
extern const Rule kImagePullEvent;
extern const Rule kEvictedStatus;
extern const Rule kEvictedEvent;
extern const Rule kProbeKillEvent;
extern const Rule kStartErrorStatus;
extern const Rule kStartErrorEvent;
extern const NodeRule kNodeOom;

}  // namespace oomscan::detect
