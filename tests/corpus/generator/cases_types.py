"""The types that are asked for."""
from expect import case, finding, loop_found, no
from objects import BACK_OFF, HOUR, MIN, Container, ended, event, failed, pod, probe_kill, running, waiting

PULL = 'Back-off pulling image "registry.example/shop/web:nope"'


def images():
    for reason in ("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull"):
        case(f"image-waiting-{reason.lower()}", "Waiting for an image that cannot be had, in any range, without a time.",
             [pod(Container(state=waiting(reason, PULL)), phase="Pending")], range_seconds=60,
             expected=[finding("ImagePullBackOff", cause="image pull failed", exit_code=None, ages=[], evidence_says=[reason])],
             forbidden=no("CrashLoopBackOff", "OOMKilled"), namespaces={"shop": "image pull"})
    one = pod(Container(state=waiting("ContainerCreating")), phase="Pending")
    path = "spec.containers{app}"
    case("image-events", "A failed pull and the back-off that follows it are one moment.", [one],
         [event(one, "Failed", 'Failed to pull image "registry.example/shop/web:nope": not found', 3 * MIN, path),
          event(one, "Failed", "Error: ErrImagePull", 3 * MIN, path),
          event(one, "BackOff", PULL, 2 * MIN, path, type_="Normal", count=9),
          event(one, "Failed", "Error: ImagePullBackOff", 2 * MIN, path)],
         expected=[finding("ImagePullBackOff", ages=[3 * MIN], sources=["events"])],
         forbidden=no("CrashLoopBackOff", "ContainerStartError"))
    gone = pod(name="web-7f9dd8b6c4-gone1")
    case("image-pod-gone", "The pod is gone, the back-off is remembered: gone.", [], [event(gone, "BackOff", PULL, 9 * MIN, path)],
         expected=[finding("ImagePullBackOff", "gone", ages=[9 * MIN])])
    case("image-pulled-in-the-end", "The image came after all, ready for an hour: recovered.",
         [pod(Container(state=running(HOUR)))], [event(pod(), "Failed", "Error: ErrImagePull", HOUR + MIN, path)],
         expected=[finding("ImagePullBackOff", "recovered")])
    case("image-missing-after-restarts", "Restarts of old and no image now: the image's failure, no loop.",
         [pod(Container(state=waiting("ImagePullBackOff", PULL), last=failed(1, 3 * MIN), restarts=7))],
         expected=[finding("ImagePullBackOff")], forbidden=no("CrashLoopBackOff"))
    case("image-is-asked-for", "By default a missing image is no finding.",
         [pod(Container(state=waiting("ImagePullBackOff", PULL)), phase="Pending")], types=["OOMKilled", "CrashLoopBackOff"],
         forbidden=no("ImagePullBackOff", "CrashLoopBackOff"))


def evictions():
    message = "The node was low on resource: memory. Threshold quantity: 100Mi, available: 61Mi."
    thrown = pod(Container(state=ended("ContainerStatusUnknown", 137, None)), phase="Failed", reason="Evicted", message=message)
    case("evicted-by-status", "status.reason Evicted: the pod's finding, no container's; the message is the evidence.", [thrown],
         expected=[finding("Evicted", container="", cause="Evicted", ages=[], evidence_says=["low on resource: memory"])],
         forbidden=no("OOMKilled", "CrashLoopBackOff"), namespaces={"shop": "evicted"})
    case("evicted-by-event", "The Event dates it; the pod is gone already.", [],
         [event(thrown, "Evicted", message, 30 * MIN)],
         expected=[finding("Evicted", "gone", container="", ages=[30 * MIN])], forbidden=no("OOMKilled"))
    both = pod(Container(state=failed(137, 30 * MIN - 2)), phase="Failed", reason="Evicted", message=message)
    case("evicted-one-moment", "The Event and the end of the containers are one moment.", [both],
         [event(both, "Evicted", message, 30 * MIN)],
         expected=[finding("Evicted", container="", ages=[30 * MIN], sources=["events", "oc_get_pods"])])


def probes():
    once = pod(Container(state=running(HOUR), last=failed(137, HOUR), restarts=1))
    case("liveness-killed-once", "Killed once for its liveness probe an hour ago, ready since: no loop.", [once],
         [probe_kill(once, HOUR + 30)],
         expected=[finding("LivenessKilled", "recovered", cause="LivenessKilled", exit_code=137, ages=[HOUR + 30])],
         forbidden=no("OOMKilled", "CrashLoopBackOff"), namespaces={"shop": "liveness"})
    case("liveness-fails-but-kills-not", "Unhealthy alone kills nothing.", [pod()],
         [event(pod(), "Unhealthy", "Liveness probe failed: timeout", MIN, "spec.containers{app}")],
         forbidden=no("LivenessKilled", "CrashLoopBackOff"))


def starts():
    config = "configmap \"missing\" not found"
    path = "spec.containers{app}"
    waits = pod(Container(state=waiting("CreateContainerConfigError", config)), phase="Pending")
    case("start-error-config", "A ConfigMap that does not exist.", [waits],
         [event(waits, "Failed", "Error: " + config, MIN, path, count=5)],
         expected=[finding("ContainerStartError", cause="CreateContainerConfigError", ages=[MIN], sources=["events", "oc_get_pods"])],
         forbidden=no("OOMKilled", "CrashLoopBackOff", "ImagePullBackOff"), namespaces={"shop": "start error"})
    for reason, cause in (("CreateContainerError", "CreateContainerError"), ("RunContainerError", "StartError")):
        case(f"start-error-{reason.lower()}", "The runtime cannot create or start it.",
             [pod(Container(state=waiting(reason, "context deadline exceeded")), phase="Pending")],
             expected=[finding("ContainerStartError", cause=cause)], forbidden=no("OOMKilled"))
    missing = 'exec: "/no/such/program": stat /no/such/program: no such file or directory'
    looping = pod(Container(state=BACK_OFF, last=ended("StartError", 128, MIN, missing), restarts=6))
    case("start-error-in-back-off", "No such program: StartError 128; startedAt 1970 says nothing about finishedAt.", [looping],
         [event(looping, "Failed", "Error: failed to create containerd task: " + missing, MIN, path)],
         expected=[finding("ContainerStartError", cause="StartError", exit_code=128, ages=[MIN]), loop_found("StartError", exit_code=128)],
         forbidden=no("OOMKilled"))
    gone = pod(name="web-7f9dd8b6c4-gone1")
    case("start-error-pod-gone", "Only the Event still knows: gone.", [], [event(gone, "Failed", "Error: " + config, 9 * MIN, path)],
         expected=[finding("ContainerStartError", "gone", cause="CreateContainerConfigError", ages=[9 * MIN])])


def add():
    for group in (images, evictions, probes, starts):
        group()
