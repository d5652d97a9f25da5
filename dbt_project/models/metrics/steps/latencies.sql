{%- set declared_for = watched_entities() -%}
{% for entity in declared_for %}
select
    '{{ entity.name }}' as entity,
    {{ entity.latency_hours }} as latency_hours
{{ "union all" if not loop.last }}
{% else %}
select
    null::varchar as entity,
    null::integer as latency_hours
where false
{% endfor %}
