with stretches as (

    select * from {{ ref('int_incidents__stretches') }}

)

select
    *,
    {{ hours_touched('starts_at', 'ends_at') }} as touched_hour
from stretches
