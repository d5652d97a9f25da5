{#- dbt must know what this reads before it knows what the contracts declare. -#}
{%- set may_be_watched = {
    'complaints': ref('stg_raw__complaints'),
    'orders': ref('stg_raw__orders'),
    'payments': ref('stg_raw__payments'),
    'rider_shifts': ref('stg_raw__rider_shifts'),
    'rider_supply': ref('stg_raw__rider_supply'),
    'surveys': ref('stg_raw__surveys'),
    'system_minutes': ref('stg_raw__system_minutes'),
    'tracking': ref('stg_raw__tracking'),
    'weather': ref('stg_raw__weather'),
} -%}
with cut_off as (

    select * from {{ ref('int_regions__cut_off_date') }}

),

rows_held as (

    {% for entity in watched_entities() %}
    select
        '{{ entity.name }}' as entity,
        {{ "'all'" if entity.name == 'weather' else 'platform_id' }} as platform_id,
        {{ entity.clock }} as happened_at
    from {{ may_be_watched[entity.name] }}
    {{ "union all" if not loop.last }}
    {% endfor %}

)

select
    rows_held.entity,
    rows_held.platform_id,
    {{ add_seconds('rows_held.happened_at', 'cut_off.offset_seconds') }}::date as business_date,
    count(*) as row_count
from rows_held
cross join cut_off
group by 1, 2, 3
