with loads as (

    select * from {{ source('raw', 'loads_behind_run') }}

)

select
    load_id,
    entity,
    platform_id,
    rows_read,
    rows_quarantined
from loads
