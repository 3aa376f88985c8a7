/** One style of log: the templates of its lines. */
export interface LogStyle {
  readonly name: string;
  readonly lines: readonly string[];
}

/** What servers on a network write. */
export const serverStyles: readonly LogStyle[] = [
  {
    name: 'sshd',
    lines: [
      '{syslog} {host} sshd[{pid}]: Accepted publickey for {user} from {ip} port {port} ssh2: RSA SHA256:{b64:43}',
      '{syslog} {host} sshd[{pid}]: Failed password for {user} from {ip} port {port} ssh2',
      '{syslog} {host} sshd[{pid}]: Failed password for invalid user {word} from {ip} port {port} ssh2',
      '{syslog} {host} sshd[{pid}]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost={ip}  user={user}',
      '{syslog} {host} sshd[{pid}]: Received disconnect from {ip}: 11: Bye Bye [preauth]',
      '{syslog} {host} sshd[{pid}]: reverse mapping checking getaddrinfo for {fqdn} [{ip}] failed - POSSIBLE BREAK-IN ATTEMPT!',
      '{syslog} {host} sshd[{pid}]: error: maximum authentication attempts exceeded for {user} from {ip} port {port} ssh2 [preauth]',
      '{syslog} {host} sshd[{pid}]: Server listening on 0.0.0.0 port 22.',
    ],
  },
  {
    name: 'nginx',
    lines: [
      '{ip} - - [{clf}] "GET {path}?v={semver}&t={epochms} HTTP/1.1" {one:200|304|404} {int:0-99999} "-" "{agent}"',
      '{ip} - {user} [{clf}] "POST /api/v{int:1-3}/orders/{digits:10} HTTP/2.0" 201 {int:0-9999} "https://{fqdn}/" "{agent}"',
      '{int:2023-2027}/11/20 {clock} [error] {pid}#{pid}: *{int:1-999999} open() "/usr/share/nginx/html{path}" failed (2: No such file or directory), client: {ip}, server: {fqdn}, request: "GET {path} HTTP/1.1", host: "{fqdn}"',
      '{int:2023-2027}/11/20 {clock} [warn] {pid}#{pid}: *{int:1-999999} upstream server temporarily disabled while connecting to upstream, upstream: "http://{ip}:{port}/"',
    ],
  },
  {
    name: 'apache-error',
    lines: [
      '[{one:Sun|Mon|Tue} Dec {int:10-28} {clock} {int:2020-2027}] [notice] workerEnv.init() ok /etc/httpd/conf/workers2.properties',
      '[{one:Sun|Mon|Tue} Dec {int:10-28} {clock} {int:2020-2027}] [error] mod_jk child workerEnv in error state {int:1-12}',
      '[{one:Sun|Mon|Tue} Dec {int:10-28} {clock} {int:2020-2027}] [error] [client {ip}] Directory index forbidden by rule: /var/www/html/',
      '[{one:Sun|Mon|Tue} Dec {int:10-28} {clock}.{digits:6} {int:2020-2027}] [ssl:info] [pid {pid}:tid 140{digits:12}] [client {ip}:{port}] AH01964: Connection to child {int:0-255} established (server {fqdn}:443)',
    ],
  },
  {
    name: 'squid',
    lines: [
      '{epoch}.{digits:3} {int:1-9999} {ip} TCP_MISS/200 {int:100-99999} GET http://{fqdn}{path} - HIER_DIRECT/{ip} text/html',
      '{epoch}.{digits:3} {int:1-9999} {ip} TCP_TUNNEL/200 {int:100-99999} CONNECT {fqdn}:443 - HIER_DIRECT/{ip} -',
      '{epoch}.{digits:3} {int:0-9} {ip} TCP_DENIED/403 {int:1000-4999} GET http://{fqdn}/{file} - HIER_NONE/- text/html',
    ],
  },
  {
    name: 'haproxy',
    lines: [
      '{syslog} {host} haproxy[{pid}]: {ip}:{port} [{clf}] http-in~ api/{host} {int:0-9}/{int:0-9}/{int:0-9}/{int:1-900}/{int:1-999} 200 {int:100-9999} - - ---- {int:1-99}/{int:1-99}/{int:0-9}/{int:0-9}/0 0/0 "GET {path} HTTP/1.1"',
      '{syslog} {host} haproxy[{pid}]: Server api/{host} is DOWN, reason: Layer4 timeout, check duration: {int:1000-3000}ms. {int:0-9} active and 0 backup servers left.',
    ],
  },
  {
    name: 'proxifier',
    lines: [
      '[{int:10-12}.{int:10-28} {clock}] chrome.exe - {fqdn}:443 close, {int:100-99999} bytes ({int:1-99} KB) sent, {int:100-99999} bytes ({int:1-99} KB) received, lifetime {int:10-59}:{int:10-59}',
      '[{int:10-12}.{int:10-28} {clock}] {word}.exe *64 - proxy.{fqdn}:5070 open through proxy proxy.{fqdn}:5070 HTTPS',
      '[{int:10-12}.{int:10-28} {clock}] {word}.exe - {fqdn}:80 error : Could not connect through proxy {fqdn}:5070 - Proxy server cannot establish a connection with the target, status code 503',
    ],
  },
  {
    name: 'elb',
    lines: [
      'https {iso} app/{word}/{hex:16} {ip}:{port} {ip}:80 0.{digits:3} 0.{digits:3} 0.000 200 200 {int:10-999} {int:10-9999} "GET https://{fqdn}:443{path} HTTP/1.1" "{agent}" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:eu-west-1:{digits:12}:targetgroup/{word}/{hex:16} "Root=1-{hex:8}-{hex:24}" "{fqdn}" "arn:aws:acm:eu-west-1:{digits:12}:certificate/{uuid}" 0 {iso} "forward" "-" "-"',
    ],
  },
  {
    name: 'vpc-flow',
    lines: [
      '2 {digits:12} eni-0{hex:16} {ip} {ip} {port} 443 6 {int:1-999} {int:40-999999} {epoch} {epoch} ACCEPT OK',
      '2 {digits:12} eni-0{hex:16} {ip} {ip} {port} {port} 17 {int:1-9} {int:40-999} {epoch} {epoch} REJECT OK',
    ],
  },
  {
    name: 'dns',
    lines: [
      '{int:10-28}-Nov-{int:2020-2027} {clock}.{digits:3} queries: info: client @0x{hex:12} {ip}#{port} ({fqdn}): query: {fqdn} IN A +E(0)K ({ip})',
      '{syslog} {host} dnsmasq[{pid}]: query[AAAA] {fqdn} from {ip}',
      '{syslog} {host} named[{pid}]: zone {fqdn}/IN: loaded serial {int:2020-2027}11{int:10-28}{digits:2}',
    ],
  },
  {
    name: 'postgres',
    lines: [
      '{day} {clock}.{digits:3} UTC [{pid}] LOG:  duration: {int:1-9999}.{digits:3} ms  statement: SELECT id, total FROM orders WHERE id = {digits:9} LIMIT {int:1-100}',
      '{day} {clock}.{digits:3} UTC [{pid}] {user}@{word} ERROR:  duplicate key value violates unique constraint "{word}_pkey"',
      '{day} {clock}.{digits:3} UTC [{pid}] LOG:  checkpoint complete: wrote {int:1-9999} buffers ({int:0-99}.{int:0-9}%); 0 WAL file(s) added; distance={int:1-99999} kB, estimate={int:1-99999} kB; lsn={HEX:1}/{HEX:8}, redo lsn={HEX:1}/{HEX:8}',
      '{day} {clock}.{digits:3} UTC [{pid}] FATAL:  password authentication failed for user "{user}"',
    ],
  },
];
