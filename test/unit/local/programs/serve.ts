// `sluice local` as a process of its own, for the tests of its signals.
import { runLocal } from '../../../../local/cli.ts';

process.exitCode = await runLocal(process.argv.slice(2), process);
