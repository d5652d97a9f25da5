{%- set days = var('intervention_days') -%}
with surveys as (

    select * from {{ ref('fct_surveys') }}
    where score is not null

),

interventions as (

    select * from {{ ref('stg_raw__interventions') }}

),

clusters as (

    select
        surveys.platform_id,
        interventions.intervention_id,
        surveys.region_id,
        surveys.business_date,
        interventions.is_treated,
        {{ dbt.datediff('interventions.starts_on', 'surveys.business_date', 'day') }}
            as days_from_start,
        count(*) as scored_surveys,
        count(*) filter (where surveys.is_top_box) as top_box_surveys
    from surveys
    inner join interventions on surveys.region_id = interventions.region_id
    group by 1, 2, 3, 4, 5, 6

),

in_window as (

    select
        *,
        days_from_start >= 0 as is_after,
        floor(days_from_start / 7.0)::integer as week
    from clusters
    where days_from_start >= -{{ days }} and days_from_start < {{ days }}

),

-- Treated and not, before and after: with three of the four there is nothing to compare.
compared as (

    select
        platform_id,
        intervention_id
    from in_window
    group by platform_id, intervention_id
    having count(distinct 2 * is_treated::integer + is_after::integer) = 4

)

select in_window.*
from in_window
inner join compared
    on
        in_window.platform_id = compared.platform_id
        and in_window.intervention_id = compared.intervention_id
