// Stands in for a server that cannot start until a person has changed something.
process.exit(78);
