-- Whether the pages fit together, and a digest of all that the tables hold.
PRAGMA integrity_check;
.sha3sum
