with interventions as (

    select * from {{ source('raw', 'interventions') }}

)

select
    intervention_id,
    name as intervention_name,
    starts_on,
    region_id,
    treated as is_treated
from interventions
