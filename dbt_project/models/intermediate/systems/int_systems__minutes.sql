with system_minutes as (

    select * from {{ ref('stg_raw__system_minutes') }}

),

platform_clocks as (

    select * from {{ ref('int_regions__platform_clocks') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

)

select
    system_minutes.*,
    {{ add_seconds('system_minutes.minute_at', 'platform_clocks.offset_seconds') }}::date
        as business_date
from system_minutes
inner join platform_clocks
    on
        system_minutes.platform_id = platform_clocks.platform_id
        and system_minutes.minute_at >= platform_clocks.starts_at
        and system_minutes.minute_at < platform_clocks.ends_at
where system_minutes.minute_at < (select cut_off.as_of from cut_off)
