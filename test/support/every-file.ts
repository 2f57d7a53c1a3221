/** Runs before every file, also where files share their modules: what is done once in a process is a module of its own. */
import './conformance.ts'
