-- 装载台账：读到多少行，收下多少
-- Load ledger: rows read and taken
select entity, file_name, rows_read, rows_loaded, rows_quarantined
from release.loads
order by load_id
