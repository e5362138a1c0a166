"""Writes the testbed's two container images as docker-archive tars, made from the machine's own static busybox.

Usage: images.py FOLDER      writes FOLDER/pause.tar (testbed.local/pause:1) and FOLDER/box.tar (testbed.local/box:1)
"""
import hashlib
import io
import json
import platform
import subprocess
import sys
import tarfile

BUSYBOX = "/bin/busybox"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
PAUSE = ["/bin/sh", "-c", 'trap "exit 0" TERM INT; while :; do sleep 3600 & wait $!; done']


def add_file(archive, name, content, mode=0o644):
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), mode
    archive.addfile(entry, io.BytesIO(content))


def file_system():
    """A root file system: busybox under each of its names."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name in ("bin", "etc", "tmp", "proc", "dev", "sys", "var"):
            entry = tarfile.TarInfo(name)
            entry.type, entry.mode = tarfile.DIRTYPE, 0o755
            archive.addfile(entry)
        with open(BUSYBOX, "rb") as busybox:
            add_file(archive, "bin/busybox", busybox.read(), 0o755)
        for applet in subprocess.check_output([BUSYBOX, "--list"], text=True).split():
            if applet != "busybox":
                entry = tarfile.TarInfo("bin/" + applet)
                entry.type, entry.linkname = tarfile.SYMTYPE, "busybox"
                archive.addfile(entry)
        add_file(archive, "etc/passwd", b"root:x:0:0:root:/:/bin/sh\n")
    return buffer.getvalue()


def write_image(path, tag, command, layer):
    layer_id = hashlib.sha256(layer).hexdigest()
    config = json.dumps({
        "architecture": ARCHITECTURES.get(platform.machine(), platform.machine()), "os": "linux",
        "config": {"Cmd": command, "Env": ["PATH=/bin"]},
        "rootfs": {"type": "layers", "diff_ids": ["sha256:" + layer_id]}, "history": [{}],
    }).encode()
    config_name = hashlib.sha256(config).hexdigest() + ".json"
    manifest = [{"Config": config_name, "RepoTags": [tag], "Layers": [layer_id + "/layer.tar"]}]
    with tarfile.open(path, "w") as archive:
        add_file(archive, config_name, config)
        add_file(archive, layer_id + "/layer.tar", layer)
        add_file(archive, "manifest.json", json.dumps(manifest).encode())


def write_images(folder):
    root = file_system()
    write_image(f"{folder}/pause.tar", "testbed.local/pause:1", PAUSE, root)
    write_image(f"{folder}/box.tar", "testbed.local/box:1", ["/bin/sh"], root)


if __name__ == "__main__":
    write_images(sys.argv[1])
