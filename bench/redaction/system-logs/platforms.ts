import type { LogStyle } from './servers.ts';

/** What big systems, operating systems and schedulers write. */
export const platformStyles: readonly LogStyle[] = [
  {
    name: 'kernel',
    lines: [
      '[{int:1-99999}.{digits:6}] pci 0000:{hex:2}:{hex:2}.{int:0-7}: BAR {int:0-5}: assigned [mem 0x{hex:8}-0x{hex:8} 64bit pref]',
      '[{int:1-99999}.{digits:6}] usb 1-{int:1-9}: New USB device found, idVendor={hex:4}, idProduct={hex:4}, bcdDevice= {int:1-9}.{digits:2}',
      '[{int:1-99999}.{digits:6}] {word}[{pid}]: segfault at {hex:12} ip {hex:16} sp {hex:16} error {int:4-7} in {word}.so.{semver}[{hex:12}+{hex:5}]',
      '{syslog} {host} kernel: audit: type=1400 audit({epoch}.{digits:3}:{int:1-999}): apparmor="DENIED" operation="open" profile="/usr/sbin/{word}" name="/proc/{pid}/fd/" pid={pid} comm="{word}" requested_mask="r" denied_mask="r" fsuid=0 ouid=0',
      '{syslog} {host} kernel: Memory: {int:1000-9999999}K/{int:1000-9999999}K available ({int:1000-99999}K kernel code, {int:1000-9999}K rwdata)',
      '{syslog} {host} kernel: EXT4-fs (nvme0n1p{int:1-9}): mounted filesystem {uuid} r/w with ordered data mode. Quota mode: none.',
    ],
  },
  {
    name: 'systemd',
    lines: [
      '{syslog} {host} systemd[1]: Started Session {int:1-9999} of user {user}.',
      '{syslog} {host} systemd[1]: {word}.service: Main process exited, code=exited, status={int:1-255}/n/a',
      '{syslog} {host} systemd[1]: run-docker-runtime\\x2drunc-moby-{hex:64}-runc.{token:6}.mount: Succeeded.',
      '{syslog} {host} systemd-logind[{pid}]: New session {int:1-9999} of user {user}.',
      '{syslog} {host} systemd[1]: user@{int:1000-1010}.service: Succeeded.',
      '{syslog} {host} CRON[{pid}]: ({user}) CMD (   cd / && run-parts --report /etc/cron.hourly)',
    ],
  },
  {
    name: 'hdfs',
    lines: [
      '{digits:6} {digits:6} {int:10-999} INFO dfs.DataNode$PacketResponder: PacketResponder {int:0-2} for block blk_{one:-|}{digits:19} terminating',
      '{digits:6} {digits:6} {int:10-99} INFO dfs.FSNamesystem: BLOCK* NameSystem.addStoredBlock: blockMap updated: {ip}:50010 is added to blk_{one:-|}{digits:19} size {int:1000-67108864}',
      '{digits:6} {digits:6} {int:10-999} INFO dfs.DataNode$DataXceiver: Receiving block blk_{one:-|}{digits:19} src: /{ip}:{port} dest: /{ip}:50010',
      '{digits:6} {digits:6} {int:10-99} INFO dfs.DataNode$DataXceiver: {ip}:50010 Served block blk_{one:-|}{digits:18} to /{ip}',
    ],
  },
  {
    name: 'spark',
    lines: [
      '17/06/{int:10-28} {clock} INFO executor.Executor: Finished task {int:0-99}.0 in stage {int:0-99}.0 (TID {int:1-9999}). {int:1000-9999} bytes result sent to driver',
      '17/06/{int:10-28} {clock} INFO storage.MemoryStore: Block broadcast_{int:0-99}_piece0 stored as bytes in memory (estimated size {int:1-99}.{int:0-9} KB, free {int:1-999}.{int:0-9} KB)',
      '17/06/{int:10-28} {clock} INFO rdd.HadoopRDD: Input split: hdfs://{ip}:9000{path}/part-{digits:5}:{int:1000-99999999}+{int:1000-99999999}',
      '17/06/{int:10-28} {clock} INFO yarn.ApplicationMaster: ApplicationAttemptId: appattempt_{epochms}_{digits:4}_000001',
    ],
  },
  {
    name: 'zookeeper',
    lines: [
      '{day} {clock},{digits:3} - INFO  [/{ip}:3888:QuorumCnxManager$Listener@493] - Received connection request /{ip}:{port}',
      '{day} {clock},{digits:3} - WARN  [SendWorker:1889{digits:8}:QuorumCnxManager$SendWorker@679] - Interrupted while waiting for message on queue',
      '{day} {clock},{digits:3} - INFO  [CommitProcessor:1:ZooKeeperServer@595] - Established session 0x{hex:15} with negotiated timeout {int:4000-40000} for client /{ip}:{port}',
      '{day} {clock},{digits:3} - WARN  [NIOServerCxn.Factory:0.0.0.0/0.0.0.0:2181:NIOServerCnxn@349] - caught end of stream exception',
    ],
  },
  {
    name: 'android',
    lines: [
      '12-{int:10-28} {clock}.{digits:3}  {pid}  {pid} D PowerManagerService: acquireWakeLockInternal: lock={int:1000000-999999999}, flags=0x1, tag="View Lock", name={class}, ws=null, uid={int:10000-10200}, pid={pid}',
      '12-{int:10-28} {clock}.{digits:3}  {pid}  {pid} I ActivityManager: Start proc {pid}:{class}/u0a{int:1-200} for activity {class}/.{method}',
      '12-{int:10-28} {clock}.{digits:3}  {pid}  {pid} V WindowManager: Adding window Window{{hex:7} u0 {class}} at {int:1-9} of {int:9-20} (before Window{{hex:7} u0 Starting {class}})',
      '12-{int:10-28} {clock}.{digits:3}  {pid}  {pid} D TextView: visible is system.time.showampm, {epochms}',
    ],
  },
  {
    name: 'kubernetes',
    lines: [
      'I1120 {clock}.{digits:6}       1 replica_set.go:{int:100-999}] "Finished syncing" logger="replicaset-controller" kind="ReplicaSet" key="default/{word}-{hex:10}" duration="{int:1-999}.{digits:6}ms"',
      'E1120 {clock}.{digits:6}    {pid} pod_workers.go:{int:100-1999}] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"{word}\\" with CrashLoopBackOff: \\"back-off 5m0s restarting failed container={word} pod={word}-{hex:9}-{lower:5}_default({uuid})\\"" pod="default/{word}-{hex:9}-{lower:5}" podUID="{uuid}"',
      'time="{iso}" level=info msg="ImageCreate event name:\\"registry.example.com/{word}@sha256:{hex:64}\\" labels:{key:\\"io.cri-containerd.image\\" value:\\"managed\\"}"',
      'I1120 {clock}.{digits:6}       1 event.go:{int:100-399}] "Event occurred" object="default/{word}" type="Normal" reason="SuccessfulCreate" message="Created pod: {word}-{hex:10}-{lower:5}" resourceVersion={digits:9}',
    ],
  },
  {
    name: 'java',
    lines: [
      '{day} {clock}.{digits:3} ERROR {pid} --- [nio-8080-exec-{int:1-99}] {class} : Request {uuid} failed after {int:1-9999} ms',
      '\tat {class}.{method}({word}.java:{int:1-2999})',
      '\tat java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:{int:1000-1999}) ~[na:{int:11-21}.0.{int:1-20}]',
      'Caused by: java.lang.IllegalStateException: {class}$$EnhancerBySpringCGLIB$${hex:8}@{hex:8} is closed',
      '\t... {int:1-90} common frames omitted',
    ],
  },
  {
    name: 'bgl',
    lines: [
      '- {epoch} {int:2020-2027}.11.{int:10-28} R{digits:2}-M{int:0-1}-N{HEX:1}-C:J{digits:2}-U{digits:2} {day}-{int:10-23}.{int:10-59}.{int:10-59}.{digits:6} R{digits:2}-M{int:0-1}-N{HEX:1}-C:J{digits:2}-U{digits:2} RAS KERNEL INFO instruction cache parity error corrected',
      '- {epoch} {int:2020-2027}.11.{int:10-28} R{digits:2}-M{int:0-1}-N{HEX:1}-I:J18-U{digits:2} {day}-{int:10-23}.{int:10-59}.{int:10-59}.{digits:6} R{digits:2}-M{int:0-1} RAS APP FATAL ciod: Error reading message prefix after LOGIN_MESSAGE on CioStream socket to {ip}:{port}: Link has been severed',
      '- {epoch} {int:2020-2027}.11.{int:10-28} R{digits:2}-M{int:0-1}-N{HEX:1}-C:J{digits:2} {day} RAS KERNEL INFO generating core.{int:1-9999}',
      '- {epoch} {int:2020-2027}.11.{int:10-28} R{digits:2} {day} RAS KERNEL INFO CE sym {int:1-40}, at 0x{hex:8}, mask 0x{hex:2}; iar {hex:8} dear {hex:8}',
    ],
  },
  {
    name: 'cbs',
    lines: [
      '{day} {clock}, Info                  CBS    Loaded Servicing Stack v{int:6-10}.{int:0-3}.{int:7600-19041}.{int:10000-24000} with Core: C:\\Windows\\winsxs\\amd64_microsoft-windows-servicingstack_{hex:16}_6.1.7601.{int:17000-23999}_none_{hex:16}\\cbscore.dll',
      '{day} {clock}, Info                  CSI    {hex:8}@{int:2020-2027}/11/20:{clock}.{digits:3} WcpInitialize (wcp.dll version 0.0.0.6) called (stack @0x{hex:8} @0x{hex:8})',
      '{day} {clock}, Info                  CBS    SQM: Initializing online with Windows opt-in: False',
      '{day} {clock}, Info                  CBS    Session: {digits:8}_{digits:10} initialized by client WindowsUpdateAgent.',
      '{day} {clock}, Info                  CBS    Read out cached package applicability for package: Package_for_KB{digits:7}~31bf3856ad364e35~amd64~~6.1.1.{int:0-9}, ApplicableState: 112, CurrentState:{int:0-112}',
    ],
  },
  {
    name: 'health-app',
    lines: [
      '{int:2020-2027}11{int:10-28}-{clock}:{digits:3}|Step_LSC|30002312|onStandStepChanged {int:1000-9999}',
      '{int:2020-2027}11{int:10-28}-{clock}:{digits:3}|Step_ExtSDM|30002312|calculateCaloriesWithCache totalCalories={digits:6}',
      '{int:2020-2027}11{int:10-28}-{clock}:{digits:3}|Step_SPUtils|30002312|setTodayTotalDetailSteps={epochms}##{digits:4}##{digits:6}##8661##{digits:5}##{digits:8}',
    ],
  },
  {
    name: 'openstack',
    lines: [
      'nova-api.log.{int:1-9}.{day}_{clock} {day} {clock}.{digits:3} {pid} INFO nova.osapi_compute.wsgi.server [req-{uuid} {hex:32} {hex:32} - - -] {ip} "GET /v2/{hex:32}/servers/detail HTTP/1.1" status: 200 len: {int:100-9999} time: 0.{digits:7}',
      'nova-compute.log.{int:1-9}.{day}_{clock} {day} {clock}.{digits:3} {pid} INFO nova.virt.libvirt.imagecache [req-{uuid} - - - - -] image {uuid} at (/var/lib/nova/instances/_base/{hex:40}): checking',
      "nova-scheduler.log {day} {clock}.{digits:3} {pid} INFO nova.scheduler.host_manager [req-{uuid} - - - - -] Successfully synced instances from host '{host}'.",
    ],
  },
  {
    name: 'lambda',
    lines: [
      'START RequestId: {uuid} Version: $LATEST',
      'REPORT RequestId: {uuid}\tDuration: {int:1-9999}.{digits:2} ms\tBilled Duration: {int:1-9999} ms\tMemory Size: 512 MB\tMax Memory Used: {int:60-512} MB\tXRAY TraceId: 1-{hex:8}-{hex:24}\tSegmentId: {hex:16}\tSampled: true',
      '{iso}\t{uuid}\tINFO\tBatch of {int:1-100} records, first sequence {digits:56}, shard shardId-{digits:12}',
      '{iso}\t{uuid}\tWARN\tretry {int:1-9} of 10 for arn:aws:sqs:eu-west-1:{digits:12}:{word}-queue, receipt AQEB{b64:120}==',
    ],
  },
  {
    name: 'go',
    lines: [
      'goroutine {int:1-999} [running]:',
      'main.(*{word}).{method}(0xc000{hex:6}, {0x{hex:6}, 0x{hex:2}})',
      '\t/go/src/github.example.com/{word}/{word}@v{semver}/{word}.go:{int:1-999} +0x{hex:3}',
      '{"level":"info","ts":{epoch}.{digits:7},"caller":"{word}/{word}.go:{int:1-999}","msg":"compaction finished","took":"{int:1-99}.{digits:6}ms","revision":{digits:9}}',
    ],
  },
  {
    name: 'cxx',
    lines: [
      "terminate called after throwing an instance of 'std::{word}_error'",
      '#{int:0-40}  0x{hex:16} in {one:ab|c|de|b|f}::{one:ca|d|be|ad}::{word}::{method}(std::__cxx11::basic_string<char> const&) at {file}:{int:1-999}',
      "/usr/include/c++/{int:9-14}/bits/stl_{word}.h:{int:1-999}:{int:1-99}: note: candidate: 'std::{word}<_Tp>::{word}()'",
      "thread 'main' panicked at src/{word}.rs:{int:1-999}:{int:1-99}: called `Option::unwrap()` on a `None` value; core::ops::function::FnOnce::call_once::h{hex:16}",
    ],
  },
];
