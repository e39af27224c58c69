"""What an editor can do with an edition besides building it: one module a task, used by the commands and by Python."""
